package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.page.IncidentPage.DecisionRecord;
import dev.watchkeeper.review.console.page.IncidentPage.Field;
import dev.watchkeeper.review.console.page.IncidentPage.Step;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.Json;
import dev.watchkeeper.review.evidence.DecisionHistory;
import dev.watchkeeper.schemas.record.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that is on record of a decision, for those who want to check it. */
final class DecisionRecords {

    private DecisionRecords() {}

    static DecisionRecord of(Decision decision, DecisionHistory history) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Chosen", DecisionWords.choice(decision)));
        fields.add(new Field("Because", Clamp.text(decision.getReason(), 300)));
        fields.add(new Field("Certainty", DecisionWords.certainty(decision)));
        fields.add(new Field("Rule", Clamp.text(decision.getRule(), 80)));
        fields.add(new Field("Policy", Clamp.text(decision.getPolicyVersion(), 80)));
        fields.add(new Field("Decided on", "revision " + decision.getSubjectRevision() + " of the incident"));
        add(fields, "Receiver", decision.getReceiver());
        add(fields, "Review", decision.getReviewId());
        add(fields, "Verdict", decision.getVerdictId());
        fields.add(new Field("State", decision.getState().name().toLowerCase(Locale.ROOT)));
        fields.add(new Field("Revision", Integer.toString(decision.getRevision())));
        fields.add(new Field("Log index", Long.toString(decision.getLogIndex())));
        @Nullable String payload = decision.getPayload();
        return new DecisionRecord(
                Clamp.text(decision.getId(), 64),
                fields,
                history.revisions(decision.getId()).stream()
                        .map(each -> new Step(
                                each.getUpdatedAtMillis(),
                                each.getState().name().toLowerCase(Locale.ROOT),
                                Clamp.text(each.getOutcome(), 300),
                                each.getLogIndex()))
                        .toList(),
                payload == null ? "" : Clamp.text(Json.pretty(payload), 20_000, true),
                Clamp.all(decision.getInputs(), 50, 120));
    }

    private static void add(List<Field> fields, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.add(new Field(label, Clamp.text(value, 80)));
        }
    }
}
