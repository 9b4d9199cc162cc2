package dev.watchkeeper.jobs.features.spans;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trace worth looking at.
 *
 * @param traceId the trace
 * @param failed whether its request failed
 * @param durationNanos how long its request took
 */
public record SampleTrace(String traceId, boolean failed, long durationNanos) {

    /** How many a window keeps. */
    public static final int KEPT = 8;

    /** Failed first, then slow, then by id, so that the choice does not depend on the order of arrival. */
    static final Comparator<SampleTrace> WORST_FIRST = Comparator.comparing(SampleTrace::failed)
            .thenComparingLong(SampleTrace::durationNanos)
            .reversed()
            .thenComparing(SampleTrace::traceId);

    /** The worst of all, at most {@link #KEPT}, one for each trace. */
    public static List<SampleTrace> worst(Stream<SampleTrace> samples) {
        return samples
                .sorted(WORST_FIRST)
                .collect(Collectors.toMap(
                        SampleTrace::traceId, sample -> sample, (first, later) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .limit(KEPT)
                .toList();
    }
}
