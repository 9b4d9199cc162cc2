package dev.watchkeeper.ingest.normalize;

import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.schemas.record.ExponentialHistogram;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.Histogram;
import dev.watchkeeper.schemas.record.QuantileValue;
import dev.watchkeeper.schemas.record.Sum;
import dev.watchkeeper.schemas.record.Summary;
import dev.watchkeeper.schemas.record.Temporality;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of each kind of point, or why it is none. A point that contradicts itself is refused, not repaired. */
final class Readings {

    /** OTLP allows any scale; beyond these, base-2 buckets are wider or narrower than doubles are. */
    private static final int MIN_SCALE = -10;

    private static final int MAX_SCALE = 20;

    private Readings() {}

    static Gauge gauge(NumberDataPoint point) throws BadInput {
        return new Gauge(number(point));
    }

    static Sum sum(NumberDataPoint point, AggregationTemporality sent, boolean monotonic) throws BadInput {
        return new Sum(number(point), temporality(sent), monotonic);
    }

    static Histogram histogram(HistogramDataPoint point, AggregationTemporality sent, Bounds limits) throws BadInput {
        Temporality temporality = temporality(sent);
        bounded(point.getBucketCountsCount(), limits);
        List<Double> bounds = List.copyOf(point.getExplicitBoundsList());
        List<Long> counts = List.copyOf(point.getBucketCountsList());
        if (counts.isEmpty() && bounds.isEmpty()) {
            counts = List.of(point.getCount()); // OTLP lets a histogram without bounds leave its one bucket out
        }
        if (counts.size() != bounds.size() + 1) {
            throw bad(bounds.size() + 1 + " buckets for " + bounds.size() + " bounds", counts.size() + " buckets");
        }
        for (int i = 0; i < bounds.size(); i++) {
            finite(bounds.get(i), "bound " + i);
            if (i > 0 && bounds.get(i - 1) >= bounds.get(i)) {
                throw bad("ascending bounds", bounds.get(i) + " after " + bounds.get(i - 1));
            }
        }
        matches(point.getCount(), total(counts));
        return new Histogram(
                point.getCount(),
                optional(point.hasSum(), point.getSum(), "sum"),
                optional(point.hasMin(), point.getMin(), "min"),
                optional(point.hasMax(), point.getMax(), "max"),
                bounds,
                counts,
                temporality);
    }

    static ExponentialHistogram exponential(
            ExponentialHistogramDataPoint point, AggregationTemporality sent, Bounds limits) throws BadInput {
        Temporality temporality = temporality(sent);
        Buckets positive = point.getPositive();
        Buckets negative = point.getNegative();
        bounded(positive.getBucketCountsCount() + negative.getBucketCountsCount(), limits);
        if (point.getScale() < MIN_SCALE || point.getScale() > MAX_SCALE) {
            throw bad("a scale between " + MIN_SCALE + " and " + MAX_SCALE, "scale " + point.getScale());
        }
        finite(point.getZeroThreshold(), "zero threshold");
        long inBuckets = add(total(positive.getBucketCountsList()), total(negative.getBucketCountsList()));
        matches(point.getCount(), add(inBuckets, unsigned(point.getZeroCount())));
        return new ExponentialHistogram(
                point.getScale(),
                point.getCount(),
                optional(point.hasSum(), point.getSum(), "sum"),
                optional(point.hasMin(), point.getMin(), "min"),
                optional(point.hasMax(), point.getMax(), "max"),
                point.getZeroCount(),
                point.getZeroThreshold(),
                positive.getOffset(),
                List.copyOf(positive.getBucketCountsList()),
                negative.getOffset(),
                List.copyOf(negative.getBucketCountsList()),
                temporality);
    }

    /** A summary; quantiles that are NaN are left out: that is how Prometheus says that nothing was observed. */
    static Summary summary(SummaryDataPoint point, Bounds limits) throws BadInput {
        bounded(point.getQuantileValuesCount(), limits);
        List<QuantileValue> quantiles = new ArrayList<>(point.getQuantileValuesCount());
        for (ValueAtQuantile at : point.getQuantileValuesList()) {
            if (!(at.getQuantile() >= 0 && at.getQuantile() <= 1)) {
                throw new BadInput(Reason.NOT_FINITE, "a quantile between 0 and 1 expected, found " + at.getQuantile());
            }
            if (!Double.isNaN(at.getValue())) {
                quantiles.add(new QuantileValue(at.getQuantile(), finite(at.getValue(), "quantile")));
            }
        }
        return new Summary(unsigned(point.getCount()), finite(point.getSum(), "sum"), quantiles);
    }

    private static double number(NumberDataPoint point) throws BadInput {
        return switch (point.getValueCase()) {
            case AS_DOUBLE -> finite(point.getAsDouble(), "value");
            case AS_INT -> point.getAsInt();
            case VALUE_NOT_SET ->
                throw new BadInput(Reason.NO_VALUE, "a value, or the flag that there is none, expected");
        };
    }

    private static Temporality temporality(AggregationTemporality sent) throws BadInput {
        return switch (sent) {
            case AGGREGATION_TEMPORALITY_DELTA -> Temporality.DELTA;
            case AGGREGATION_TEMPORALITY_CUMULATIVE -> Temporality.CUMULATIVE;
            case AGGREGATION_TEMPORALITY_UNSPECIFIED, UNRECOGNIZED ->
                throw new BadInput(Reason.NO_TEMPORALITY, "delta or cumulative expected, found " + sent);
        };
    }

    private static @Nullable Double optional(boolean has, double value, String what) throws BadInput {
        return has ? finite(value, what) : null;
    }

    private static double finite(double value, String what) throws BadInput {
        if (!Double.isFinite(value)) {
            throw new BadInput(Reason.NOT_FINITE, "a finite " + what + " expected, found " + value);
        }
        return value;
    }

    private static void bounded(int buckets, Bounds limits) throws BadInput {
        if (buckets > limits.buckets()) {
            throw bad("at most " + limits.buckets() + " buckets", Integer.toString(buckets));
        }
    }

    private static void matches(long count, long inBuckets) throws BadInput {
        if (unsigned(count) != inBuckets) {
            throw bad("count " + count + " in all buckets", Long.toString(inBuckets));
        }
    }

    private static long total(List<Long> counts) throws BadInput {
        long total = 0;
        for (long count : counts) {
            total = add(total, unsigned(count));
        }
        return total;
    }

    /** OTLP's counts are unsigned; nobody counts to 2^63. */
    private static long unsigned(long count) throws BadInput {
        if (count < 0) {
            throw bad("a count below 2^63", Long.toUnsignedString(count));
        }
        return count;
    }

    private static long add(long a, long b) throws BadInput {
        if (a + b < 0) {
            throw bad("counts below 2^63 in all", "more");
        }
        return a + b;
    }

    private static BadInput bad(String expected, String found) {
        return new BadInput(Reason.BAD_HISTOGRAM, expected + " expected, found " + found);
    }
}
