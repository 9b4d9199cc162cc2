package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.page.ReviewsPage.Candidate;
import dev.watchkeeper.review.console.page.ReviewsPage.Given;
import dev.watchkeeper.review.console.page.ReviewsPage.Question;
import dev.watchkeeper.review.console.page.ReviewsPage.Row;
import dev.watchkeeper.review.console.page.ReviewsPage.State;
import dev.watchkeeper.review.console.page.ReviewsPage.Undo;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.console.words.Json;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the reviews page. */
public final class ReviewPages {

    private static final int MAX_EVIDENCE = 3;

    private final Evidence evidence;
    private final Numbering numbering;

    /** Pages with this evidence beside the questions. */
    public ReviewPages(Evidence evidence, Numbering numbering) {
        this.evidence = evidence;
        this.numbering = numbering;
    }

    /** What surrounds the reviews on their page. */
    public record Around(
            @Nullable ReviewFacts undoable,
            String notice,
            ReviewsPage.@Nullable Draft draft,
            boolean mayAnswer,
            long nowMillis) {}

    /** The page: the waiting ones in the order given, and the selected one, which may be over. */
    public ReviewsPage of(List<ReviewFacts> waiting, @Nullable ReviewFacts selected, Around around) {
        List<ReviewFacts> listed = new ArrayList<>(waiting);
        if (selected != null && waiting.stream().noneMatch(each -> same(each, selected))) {
            listed.add(0, selected);
        }
        return new ReviewsPage(
                listed.stream()
                        .map(each -> row(each, listed, selected != null && same(each, selected)))
                        .toList(),
                selected == null ? null : question(selected, waiting, around.nowMillis()),
                undo(around.undoable()),
                Clamp.text(around.notice(), 300),
                around.mayAnswer(),
                around.draft());
    }

    private static boolean same(ReviewFacts one, ReviewFacts other) {
        return one.review().id().equals(other.review().id());
    }

    private static Row row(ReviewFacts facts, List<ReviewFacts> listed, boolean selected) {
        QueuedReview review = facts.review();
        // Two reviews of one incident share its number: then only the id tells them apart.
        boolean alone = listed.stream()
                        .filter(each -> each.review().number() == review.number())
                        .count()
                == 1;
        return new Row(
                alone ? facts.href() : "/reviews/" + review.id(),
                review.id(),
                review.name(),
                Clamp.text(review.question(), 120),
                Clamp.text(review.whyAsked(), 120),
                review.purpose() == ReviewPurpose.CHECK,
                review.dueAtMillis(),
                selected,
                state(facts) == State.WAITS ? "" : state(facts).words());
    }

    private Question question(ReviewFacts facts, List<ReviewFacts> waiting, long nowMillis) {
        QueuedReview review = facts.review();
        Optional<Incident> incident = evidence.incidents().byId(review.incidentId());
        Set<String> receivers = new LinkedHashSet<>();
        receivers.add(review.proposal().receiver());
        waiting.forEach(each -> receivers.add(each.review().proposal().receiver()));
        ReviewFacts.Answered answered = facts.answered();
        return new Question(
                review.id(),
                review.name(),
                review.etag(),
                Clamp.text(review.question(), 200),
                review.purpose() == ReviewPurpose.CHECK,
                Clamp.all(review.evidence(), MAX_EVIDENCE, 240),
                Clamp.text(review.whyAsked(), 240),
                review.openedAtMillis(),
                review.dueAtMillis(),
                Clamp.text(review.onApprove(), 300),
                Clamp.text(review.onReject(), 300),
                Clamp.text(review.onExpiry(), 300),
                review.proposal().notifies(),
                review.proposal().receiver(),
                List.copyOf(receivers),
                Json.pretty(review.proposal().payload()),
                new IncidentPage.Reference(numbering.name(review.incidentId()), numbering.href(review.incidentId())),
                incident.map(each -> IncidentRows.of(each, evidence, numbering, nowMillis))
                        .orElse(null),
                incident.stream()
                        .flatMap(each -> each.getCauses().stream())
                        .map(cause ->
                                new Candidate(EntityKeys.key(cause.getEntity()), EntityWords.name(cause.getEntity())))
                        .toList(),
                state(facts),
                answered == null
                        ? null
                        : new Given(
                                words(answered.answer()),
                                Clamp.text(answered.reviewer(), 60),
                                Clamp.text(answered.reason(), 300),
                                answered.atMillis(),
                                notApplied(answered)));
    }

    private static String notApplied(ReviewFacts.Answered answered) {
        String because = answered.notApplied();
        return because == null ? "" : Clamp.text(because, 200);
    }

    private static State state(ReviewFacts facts) {
        return switch (facts.review().standing()) {
            case OPEN -> State.WAITS;
            case HELD -> State.HELD;
            case ANSWERED -> State.ANSWERED;
            case WITHDRAWN -> State.WITHDRAWN;
            case EXPIRED -> State.EXPIRED;
        };
    }

    private static @Nullable Undo undo(@Nullable ReviewFacts facts) {
        if (facts == null) {
            return null;
        }
        Long until = facts.review().undoUntilMillis();
        String verdict = facts.review().verdictId();
        ReviewFacts.Answered answered = facts.answered();
        if (until == null
                || verdict == null
                || answered == null
                || facts.review().standing() != Standing.HELD) {
            return null;
        }
        return new Undo(
                verdict,
                words(answered.answer()) + ": " + Clamp.text(facts.review().question(), 100),
                until);
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case APPROVE -> "Approved";
            case REJECT -> "Rejected";
            case MODIFY -> "Approved with changes";
        };
    }
}
