package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.ExponentialHistogram;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.Histogram;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.QuantileValue;
import dev.watchkeeper.schemas.record.Sum;
import dev.watchkeeper.schemas.record.Summary;
import dev.watchkeeper.schemas.record.Temporality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a metric point, with the one before it in its stream, into numbers. Pure; see {@link Interval} for resets. */
final class Readings {

    private static final double[] QUANTILES = {0.5, 0.95, 0.99};
    private static final String OBSERVATIONS = "{observation}/s";

    private Readings() {}

    /**
     * The numbers of a point; none where it is a stream's first and needs one before it.
     *
     * @param before the stream's previous point that held a value
     * @param usualNanos the time between the two points before; 0 where unknown
     */
    static List<Reading> of(@Nullable MetricPoint before, long usualNanos, MetricPoint point) {
        Object data = point.getData();
        if (data instanceof Gauge gauge) {
            return List.of(value(point, gauge.getValue()));
        }
        if (data instanceof Sum sum) {
            return sum(before, usualNanos, point, sum);
        }
        if (data instanceof Histogram histogram) {
            return histogram(before, usualNanos, point, histogram);
        }
        if (data instanceof ExponentialHistogram histogram) {
            return exponential(before, usualNanos, point, histogram);
        }
        if (data instanceof Summary summary) {
            return summary(before, usualNanos, point, summary);
        }
        return noValue(before, point);
    }

    private static List<Reading> sum(@Nullable MetricPoint before, long usual, MetricPoint point, Sum sum) {
        if (!sum.getMonotonic() && sum.getTemporality() != Temporality.DELTA) {
            return List.of(value(point, sum.getValue()));
        }
        Double previous = before != null && before.getData() instanceof Sum earlier ? earlier.getValue() : null;
        Interval interval = Interval.of(
                previous == null ? null : before,
                point,
                sum.getTemporality(),
                previous != null && sum.getValue() < previous,
                usual);
        if (interval == null) {
            return List.of();
        }
        double more = interval.sinceBefore() && previous != null ? sum.getValue() - previous : sum.getValue();
        return List.of(reading("rate", perSecond(point.getUnit()), more / interval.seconds(), interval, 0));
    }

    private static List<Reading> histogram(
            @Nullable MetricPoint before, long usual, MetricPoint point, Histogram histogram) {
        ExplicitBuckets all = ExplicitBuckets.of(histogram);
        // Other bounds are another histogram: nothing can be taken away from it.
        Histogram earlier = before != null
                        && before.getData() instanceof Histogram h
                        && h.getBounds().equals(histogram.getBounds())
                ? h
                : null;
        ExplicitBuckets since = earlier == null ? null : all.since(ExplicitBuckets.of(earlier));
        Interval interval = Interval.of(
                earlier == null ? null : before,
                point,
                histogram.getTemporality(),
                earlier != null && (since == null || histogram.getCount() < earlier.getCount()),
                usual);
        if (interval == null) {
            return List.of();
        }
        if (!interval.sinceBefore() || earlier == null || since == null) {
            return distribution(point, interval, histogram.getCount(), histogram.getSum(), all);
        }
        return distribution(
                point,
                interval,
                histogram.getCount() - earlier.getCount(),
                difference(histogram.getSum(), earlier.getSum()),
                since);
    }

    private static List<Reading> exponential(
            @Nullable MetricPoint before, long usual, MetricPoint point, ExponentialHistogram histogram) {
        ExponentialBuckets all = ExponentialBuckets.of(histogram);
        ExponentialHistogram earlier = before != null && before.getData() instanceof ExponentialHistogram h ? h : null;
        ExponentialBuckets since = earlier == null ? null : all.since(ExponentialBuckets.of(earlier));
        Interval interval = Interval.of(
                earlier == null ? null : before,
                point,
                histogram.getTemporality(),
                earlier != null && (since == null || histogram.getCount() < earlier.getCount()),
                usual);
        if (interval == null) {
            return List.of();
        }
        if (!interval.sinceBefore() || earlier == null || since == null) {
            return distribution(point, interval, histogram.getCount(), histogram.getSum(), all);
        }
        return distribution(
                point,
                interval,
                histogram.getCount() - earlier.getCount(),
                difference(histogram.getSum(), earlier.getSum()),
                since);
    }

    private static List<Reading> summary(@Nullable MetricPoint before, long usual, MetricPoint point, Summary summary) {
        List<Reading> readings = new ArrayList<>();
        Summary earlier = before != null && before.getData() instanceof Summary s ? s : null;
        Interval interval = Interval.of(
                earlier == null ? null : before,
                point,
                Temporality.CUMULATIVE,
                earlier != null && summary.getCount() < earlier.getCount(),
                usual);
        if (interval != null) {
            Summary less = interval.sinceBefore() ? earlier : null;
            long count = summary.getCount() - (less == null ? 0 : less.getCount());
            double sum = summary.getSum() - (less == null ? 0 : less.getSum());
            readings.add(reading("rate", OBSERVATIONS, count / interval.seconds(), interval, count));
            if (count > 0) {
                readings.add(reading("mean", point.getUnit(), sum / count, interval, count));
            }
        }
        for (QuantileValue quantile : summary.getQuantiles()) {
            if (Double.isFinite(quantile.getValue())) {
                readings.add(new Reading(
                        name(quantile.getQuantile()), point.getUnit(), quantile.getValue(), PointState.OK, 0, 0));
            }
        }
        return readings;
    }

    /** A stated gap says so for what the stream gave before. */
    private static List<Reading> noValue(@Nullable MetricPoint before, MetricPoint point) {
        if (before == null) {
            return List.of();
        }
        boolean level = before.getData() instanceof Gauge
                || (before.getData() instanceof Sum sum
                        && !sum.getMonotonic()
                        && sum.getTemporality() != Temporality.DELTA);
        String unit =
                level ? point.getUnit() : before.getData() instanceof Sum ? perSecond(point.getUnit()) : OBSERVATIONS;
        return List.of(new Reading(level ? "value" : "rate", unit, Double.NaN, PointState.GAP, 0, 0));
    }

    private static List<Reading> distribution(
            MetricPoint point, Interval interval, long count, @Nullable Double sum, Buckets buckets) {
        List<Reading> readings = new ArrayList<>();
        readings.add(reading("rate", OBSERVATIONS, count / interval.seconds(), interval, count));
        if (count > 0) {
            if (sum != null) {
                readings.add(reading("mean", point.getUnit(), sum / count, interval, count));
            }
            for (double quantile : QUANTILES) {
                double value = buckets.quantile(quantile);
                if (Double.isFinite(value)) {
                    readings.add(reading(name(quantile), point.getUnit(), value, interval, count));
                }
            }
        }
        return readings;
    }

    private static @Nullable Double difference(@Nullable Double now, @Nullable Double then) {
        return now == null || then == null ? null : now - then;
    }

    private static Reading value(MetricPoint point, double value) {
        return new Reading("value", point.getUnit(), value, PointState.OK, 0, 0);
    }

    private static Reading reading(String statistic, String unit, double value, Interval interval, long count) {
        return new Reading(statistic, unit, value, interval.state(), interval.millis(), count);
    }

    private static String perSecond(String unit) {
        return unit.isEmpty() ? "1/s" : unit + "/s";
    }

    private static String name(double quantile) {
        double percent = Math.rint(quantile * 1e6) / 1e4; // 0.95 * 100 is not quite 95
        return percent == Math.rint(percent) ? "p" + (long) percent : "p" + percent;
    }
}
