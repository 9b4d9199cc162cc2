package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Temporality;
import org.jspecify.annotations.Nullable;

/**
 * What a point of a sum or histogram covers, and how it follows the point before it.
 *
 * <pre>
 * temporality  before      found                                 covers              state    less the previous
 * delta        any         a start                               start .. time       OK
 * delta        a point     no start                              previous .. time    OK
 * cumulative   none        a start at most a minute ago          start .. time       RESTART
 * cumulative   a point     a later start                         start .. time       RESTART
 * cumulative   a point     a smaller value                       previous .. time    RESET
 * cumulative   a point     more than 5 usual intervals later     previous .. time    GAP      yes
 * cumulative   a point     otherwise                             previous .. time    OK       yes
 * otherwise                                                      nothing: one point says nothing about a rate
 * </pre>
 *
 * @param nanos its length, positive
 * @param state how it follows
 * @param sinceBefore whether the previous point's value is to be taken away
 */
record Interval(long nanos, PointState state, boolean sinceBefore) {

    /** A writer that began within this time is taken to have begun anew, not to have been overlooked. */
    static final long YOUNG_NANOS = 60_000_000_000L;

    /** After so many usual intervals a rate says little about either end. */
    static final int GAP_INTERVALS = 5;

    /**
     * The interval of a point.
     *
     * @param before the stream's previous point
     * @param point this one, later than the previous
     * @param temporality delta or cumulative
     * @param decreased whether any of its cumulative numbers is smaller than before
     * @param usualNanos the time between the two points before; 0 where unknown
     */
    static @Nullable Interval of(
            @Nullable MetricPoint before,
            MetricPoint point,
            Temporality temporality,
            boolean decreased,
            long usualNanos) {
        long time = point.getTimeUnixNano();
        long start = point.getStartUnixNano();
        boolean startKnown = start > 0 && start < time;
        if (temporality == Temporality.DELTA) {
            return delta(before, time, startKnown ? start : 0);
        }
        if (before == null) {
            return startKnown && time - start <= YOUNG_NANOS
                    ? new Interval(time - start, PointState.RESTART, false)
                    : null;
        }
        long since = time - before.getTimeUnixNano();
        if (since <= 0) {
            return null;
        }
        if (startKnown && before.getStartUnixNano() > 0 && start > before.getStartUnixNano()) {
            return new Interval(Math.min(since, time - start), PointState.RESTART, false);
        }
        if (decreased) {
            return new Interval(since, PointState.RESET, false);
        }
        boolean gap = usualNanos > 0 && since > GAP_INTERVALS * usualNanos;
        return new Interval(since, gap ? PointState.GAP : PointState.OK, true);
    }

    private static @Nullable Interval delta(@Nullable MetricPoint before, long time, long start) {
        if (start > 0) {
            return new Interval(time - start, PointState.OK, false);
        }
        if (before == null || before.getTimeUnixNano() >= time) {
            return null;
        }
        return new Interval(time - before.getTimeUnixNano(), PointState.OK, false);
    }

    double seconds() {
        return nanos / 1e9;
    }

    long millis() {
        return nanos / 1_000_000L;
    }
}
