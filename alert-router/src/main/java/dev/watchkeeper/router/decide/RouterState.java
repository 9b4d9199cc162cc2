package dev.watchkeeper.router.decide;

import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * Everything the router knows, as its log made it. Immutable, and ordered throughout, so that the same log gives the
 * same bytes.
 *
 * @param sequence how many entries it has taken
 * @param timeMillis log time of the newest entry
 * @param offsets next offset to read of each partition
 * @param cases by incident id
 * @param incidentByReview review id to incident id
 * @param counts the ledger: {@code topic.in}, {@code topic.fate}, {@code topic.fate.REASON}
 * @param publications how many publications there were
 * @param unpublished publications that Kafka has not acknowledged, by number
 * @param commands the newest entries' command ids by log index, so that a repeated entry gets its answer
 * @param refusals the newest inputs that were dropped or rejected
 */
public record RouterState(
        long sequence,
        long timeMillis,
        TreePMap<Partition, Long> offsets,
        TreePMap<String, Case> cases,
        TreePMap<String, String> incidentByReview,
        TreePMap<String, Long> counts,
        long publications,
        TreePMap<Long, Publication> unpublished,
        TreePMap<Long, String> commands,
        TreePVector<Refusal> refusals) {

    static final int COMMANDS_KEPT = 128;
    static final int REFUSALS_KEPT = 200;

    /** Before the first entry. */
    public static RouterState empty() {
        return new RouterState(
                0,
                0,
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                0,
                TreePMap.empty(),
                TreePMap.empty(),
                TreePVector.empty());
    }

    /**
     * The state after an entry. Reads no clock and no policy.
     *
     * @param logIndex where the entry stands in the log
     * @throws IllegalStateException the entry contradicts the state; a damaged log must not be carried on
     */
    public Replayed replay(Entry entry, long logIndex) {
        Optional<Long> before = commands.entrySet().stream()
                .filter(known -> known.getValue().equals(entry.commandId()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (before.isPresent()) {
            return new Replayed(this, new Answer.Applied(before.get()));
        }
        if (entry.expectedSequence() != sequence) {
            return new Replayed(this, new Answer.Stale(sequence));
        }
        Replay replay = new Replay(this, Math.max(timeMillis, entry.timeMillis()), logIndex);
        entry.changes().forEach(replay::take);
        return new Replayed(replay.concluded(entry.commandId()), new Answer.Applied(logIndex));
    }

    /** The case of an incident. */
    public Optional<Case> caseOf(String incidentId) {
        return Optional.ofNullable(cases.get(incidentId));
    }

    /** The case that a review belongs to. */
    public Optional<Case> caseOfReview(String reviewId) {
        return Optional.ofNullable(incidentByReview.get(reviewId)).flatMap(this::caseOf);
    }

    /** A counter of the ledger. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
