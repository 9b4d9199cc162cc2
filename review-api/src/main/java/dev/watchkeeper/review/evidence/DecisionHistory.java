package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decisions about each incident, every revision of the newest ones. Thread-safe. */
public final class DecisionHistory {

    private static final int MAX_REVISIONS = 30;

    private final int max;
    private final Map<String, List<Decision>> byId = new LinkedHashMap<>();

    /** Holds at most this many decisions. */
    public DecisionHistory(int max) {
        this.max = max;
    }

    /** Takes a revision in; one that is known adds nothing. */
    public synchronized void accept(Decision decision) {
        List<Decision> revisions = byId.computeIfAbsent(decision.getId(), id -> new ArrayList<>());
        if (revisions.stream().anyMatch(known -> known.getRevision() == decision.getRevision())) {
            return;
        }
        revisions.add(decision);
        revisions.sort(Comparator.comparingInt(Decision::getRevision));
        if (revisions.size() > MAX_REVISIONS) {
            revisions.remove(1); // the first says how it began
        }
        if (byId.size() > max) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    /** The newest revision of every decision about the incident, newest decision first. */
    public synchronized List<Decision> about(String subjectId) {
        return byId.values().stream()
                .map(revisions -> revisions.get(revisions.size() - 1))
                .filter(decision -> decision.getSubjectId().equals(subjectId))
                .sorted(Comparator.comparingLong(Decision::getDecidedAtMillis).reversed())
                .toList();
    }

    /** The kept revisions of a decision, oldest first. */
    public synchronized List<Decision> revisions(String decisionId) {
        @Nullable List<Decision> revisions = byId.get(decisionId);
        return revisions == null ? List.of() : List.copyOf(revisions);
    }
}
