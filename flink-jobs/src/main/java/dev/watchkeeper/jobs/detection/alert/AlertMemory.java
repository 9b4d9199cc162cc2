package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.schemas.record.Contribution;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an entity between its windows.
 *
 * @param held held level of the model's margin, see {@link dev.watchkeeper.models.scoring.Hysteresis}
 * @param recent which of the last margins were odd
 * @param modelAlerts whether the model alone would alert
 * @param agreed in which of the last windows the model agreed: bit 0 is the last one
 * @param seen by kind of evidence, in which of the last windows it was strong: bit 0 is the last one
 * @param open the open alert
 * @param callees whom it called when correlation last heard of it
 * @param toldMillis when that was
 */
public record AlertMemory(
        double held,
        int recent,
        boolean modelAlerts,
        int agreed,
        Map<String, Integer> seen,
        @Nullable Open open,
        List<String> callees,
        long toldMillis) {

    /** Nothing known yet. */
    public static AlertMemory unknown() {
        return new AlertMemory(0, 0, false, 0, Map.of(), null, List.of(), Long.MIN_VALUE);
    }

    /**
     * An open alert.
     *
     * @param lastOddMillis the last window that kept it open
     * @param evidence by series: the strongest that goes on
     */
    public record Open(
            String id,
            long openedAtMillis,
            long lastOddMillis,
            double margin,
            double pValue,
            boolean absent,
            List<Contribution> contributions,
            Map<String, Held> evidence) {}

    /**
     * Evidence that is held while it goes on.
     *
     * @param lastMillis the last window in which it was seen
     */
    public record Held(Evidence evidence, long lastMillis) {}
}
