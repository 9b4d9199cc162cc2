package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.Histogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observations in buckets with explicit bounds.
 *
 * @param bounds upper bounds, ascending; one fewer than counts
 * @param counts per bucket
 * @param least no observation is smaller, where known
 * @param greatest no observation is greater, where known
 */
record ExplicitBuckets(
        List<Double> bounds,
        List<Long> counts,
        @Nullable Double least,
        @Nullable Double greatest) implements Buckets {

    static ExplicitBuckets of(Histogram histogram) {
        return new ExplicitBuckets(
                histogram.getBounds(), histogram.getCounts(), histogram.getMin(), histogram.getMax());
    }

    /** What came since an earlier reading of the same buckets; null where the buckets differ or a count fell. */
    @Nullable
    ExplicitBuckets since(ExplicitBuckets earlier) {
        if (!bounds.equals(earlier.bounds) || counts.size() != earlier.counts.size()) {
            return null;
        }
        List<Long> more = new ArrayList<>(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            long difference = counts.get(i) - earlier.counts.get(i);
            if (difference < 0) {
                return null;
            }
            more.add(difference);
        }
        // Least and greatest are of the whole time since the start, and say nothing about this part of it.
        return new ExplicitBuckets(bounds, more, null, null);
    }

    /** Linear within the bucket; the outermost buckets end at the least and greatest, else at their finite bound. */
    @Override
    public double quantile(double quantile) {
        long total = counts.stream().mapToLong(Long::longValue).sum();
        double rank = quantile * total;
        long below = 0;
        for (int i = 0; i < counts.size(); i++) {
            long count = counts.get(i);
            if (count > 0 && below + count >= rank) {
                double lower = lower(i);
                double upper = upper(i, lower);
                return lower + (upper - lower) * Math.max(0, rank - below) / count;
            }
            below += count;
        }
        return Double.NaN;
    }

    private double lower(int bucket) {
        double bound = bucket == 0 ? firstLower() : bounds.get(bucket - 1);
        return least != null && bound < least ? least : bound;
    }

    /** The first bucket begins at zero where its bound is positive: what has histograms is seldom negative. */
    private double firstLower() {
        if (bounds.isEmpty()) {
            return least != null ? least : 0;
        }
        return Math.min(0, bounds.get(0));
    }

    private double upper(int bucket, double lower) {
        double bound = bucket < bounds.size() ? bounds.get(bucket) : greatest != null ? greatest : lower;
        return Math.max(lower, greatest != null && bound > greatest ? greatest : bound);
    }
}
