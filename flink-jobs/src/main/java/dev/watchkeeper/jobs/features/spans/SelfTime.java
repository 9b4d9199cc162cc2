package dev.watchkeeper.jobs.features.spans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Self time: what remains of a span when the union of its outgoing calls is taken away. The union, because calls overlap
 * and nest; clipped to the span, because calls may outlive it. It needs one clock only: entry and calls are written by
 * the same process.
 */
final class SelfTime {

    /** A half-open interval in nanoseconds. */
    record Interval(long start, long end) {}

    private SelfTime() {}

    /** The part of {@code [start, end)} that no call covers, in nanoseconds; never negative. */
    static long nanos(long start, long end, List<Interval> calls) {
        List<Interval> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparingLong(Interval::start));
        long self = 0;
        long coveredUntil = start;
        for (Interval call : sorted) {
            long from = Math.min(Math.max(call.start(), start), end);
            if (from > coveredUntil) {
                self += from - coveredUntil;
            }
            coveredUntil = Math.max(coveredUntil, Math.min(call.end(), end));
        }
        return self + Math.max(0, end - coveredUntil);
    }
}
