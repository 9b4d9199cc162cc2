package dev.watchkeeper.jobs.detection.evidence;

import java.util.List;

/**
 * One point of a series beside what was expected of it.
 *
 * @param timeMillis event time
 * @param scale the baseline's usual deviation, in the series' unit, floors applied
 * @param surprise −log10 of the series model's p-value
 * @param growth residual of the growth within 15 minutes, in scales; 0 for what does not fill up
 * @param growthShare that growth as a share
 * @param count observations under the value; 0 where it is not known
 * @param coldStart judged by the prior because the series is young
 * @param traceIds sample traces, worst first
 */
public record JudgedPoint(
        long timeMillis,
        double value,
        double expected,
        double scale,
        double surprise,
        double growth,
        double growthShare,
        long count,
        boolean coldStart,
        List<String> traceIds) {}
