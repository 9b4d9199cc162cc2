package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.Collection;

/**
 * How the series of a service's instances make the service's:
 *
 * <ul>
 *   <li>SUM for how often something happens (statistics {@code rate} and {@code count}): the service's throughput;
 *   <li>MAX for what is worst already (statistics {@code max}, {@code p95}, {@code p99}): quantiles can't be added;
 *   <li>MEAN for all else, and for whatever CPU, garbage collection, memory, threads and pools say: how an instance fares
 *       on average, which an instance more during a deployment does not change.
 * </ul>
 */
enum ServiceAggregation {
    SUM,
    MAX,
    MEAN;

    /** The aggregation of a series. */
    static ServiceAggregation of(SeriesPoint point) {
        if (isResource(point.getSignal())) {
            return MEAN;
        }
        return switch (point.getStatistic()) {
            case "rate", "count" -> SUM;
            case "max", "p95", "p99" -> MAX;
            default -> MEAN;
        };
    }

    /** Aggregates one value of each instance, in the order of the instances. */
    double of(Collection<Double> values) {
        double sum = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            greatest = Math.max(greatest, value);
        }
        return switch (this) {
            case SUM -> sum;
            case MAX -> greatest;
            case MEAN -> sum / values.size();
        };
    }

    private static boolean isResource(Signal signal) {
        return switch (signal) {
            case CPU, GC, MEMORY, THREADS, POOLS -> true;
            case TRAFFIC, ERRORS, LATENCY, CALLS, LOGS, HEARTBEAT, OTHER -> false;
        };
    }
}
