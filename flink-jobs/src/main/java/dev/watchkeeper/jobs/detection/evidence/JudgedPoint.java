package dev.watchkeeper.jobs.detection.evidence;

import java.util.List;

/**
 * One point of a series beside what was expected of it.
 *
 * @param timeMillis event time
 * @param scale the baseline's usual deviation, in the series' unit, floors applied
 * @param fast residual against the baseline's short memory, in scales; signed
 * @param slow residual against its long memory, in scales; signed
 * @param count observations under the value; 0 where it is not known
 * @param coldStart judged by the prior because the series is young
 * @param traceIds sample traces, worst first
 */
public record JudgedPoint(
        long timeMillis,
        double value,
        double expected,
        double scale,
        double fast,
        double slow,
        long count,
        boolean coldStart,
        List<String> traceIds) {

    /** The larger of both residuals, by size. */
    public double residual() {
        return Math.abs(fast) >= Math.abs(slow) ? fast : slow;
    }
}
