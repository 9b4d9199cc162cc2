package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.alert.AlertState;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.schemas.record.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate first cause.
 *
 * @param alert its own alert; null where only its callers speak against it
 * @param score rank score; the sum of what speaks for it
 * @param own what it shows itself, strongest first; what is explained by others is left out
 * @param blamed what its callers show about calls to it, strongest first
 * @param passedOn whom it blames itself
 * @param onsetMillis event time of the first odd window
 */
public record RankedCause(
        String key,
        Entity entity,
        @Nullable AlertState alert,
        double score,
        List<Evidence> own,
        List<Blame> blamed,
        List<Blame> passedOn,
        long onsetMillis) {

    /** Evidence about the calls of one entity to another. */
    public record Blame(Entity caller, Entity callee, Evidence evidence, double weight) {}

    /** Whether it is silent. */
    public boolean absent() {
        return own.stream()
                .anyMatch(found -> found.kind() == dev.watchkeeper.jobs.detection.evidence.EvidenceKind.SILENCE);
    }

    /** The strongest reason in words. */
    public String sentence() {
        if (!own.isEmpty()) {
            return own.get(0).sentence();
        }
        if (!blamed.isEmpty()) {
            Blame first = blamed.get(0);
            return first.evidence().sentence() + " as " + first.caller().getName() + " sees it";
        }
        return alert != null && !alert.evidence().isEmpty()
                ? alert.evidence().get(0).sentence()
                : "odd as a whole";
    }
}
