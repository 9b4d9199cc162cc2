package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.ExponentialHistogram;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Observations in buckets whose bounds grow by a constant factor: bucket i of the positive ones holds
 * {@code (base^i, base^(i+1)]}, base = 2^(2^-scale).
 *
 * @param scale the resolution
 * @param zero observations at zero
 * @param positive counts by index
 * @param negative counts by index, of the values' magnitudes
 */
record ExponentialBuckets(int scale, long zero, TreeMap<Integer, Long> positive, TreeMap<Integer, Long> negative)
        implements Buckets {

    static ExponentialBuckets of(ExponentialHistogram histogram) {
        return new ExponentialBuckets(
                histogram.getScale(),
                histogram.getZeroCount(),
                indexed(histogram.getPositiveOffset(), histogram.getPositiveCounts()),
                indexed(histogram.getNegativeOffset(), histogram.getNegativeCounts()));
    }

    /** What came since an earlier reading, at the coarser scale of the two; null where a count fell. */
    @Nullable
    ExponentialBuckets since(ExponentialBuckets earlier) {
        int common = Math.min(scale, earlier.scale);
        ExponentialBuckets now = at(common);
        ExponentialBuckets then = earlier.at(common);
        TreeMap<Integer, Long> morePositive = difference(now.positive, then.positive);
        TreeMap<Integer, Long> moreNegative = difference(now.negative, then.negative);
        if (morePositive == null || moreNegative == null || zero < earlier.zero) {
            return null;
        }
        return new ExponentialBuckets(common, zero - earlier.zero, morePositive, moreNegative);
    }

    /** Geometric within the bucket: the estimate's relative error is at most the bucket's width. */
    @Override
    public double quantile(double quantile) {
        long negatives = sum(negative);
        double rank = quantile * (negatives + zero + sum(positive));
        if (negatives > 0 && rank <= negatives) {
            return -within(negative, negatives - rank);
        }
        if (rank <= negatives + zero) {
            return zero > 0 || rank > 0 ? 0 : Double.NaN;
        }
        return within(positive, rank - negatives - zero);
    }

    private double within(TreeMap<Integer, Long> buckets, double rank) {
        double factor = Math.scalb(1.0, -scale); // log2 of the base
        double below = 0;
        double last = Double.NaN;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            long count = bucket.getValue();
            if (count > 0) {
                double share = Math.min(1, Math.max(0, (rank - below) / count));
                last = Math.pow(2, (bucket.getKey() + share) * factor);
                if (below + count >= rank) {
                    return last;
                }
            }
            below += count;
        }
        return last;
    }

    private ExponentialBuckets at(int coarser) {
        int shift = scale - coarser;
        return shift == 0
                ? this
                : new ExponentialBuckets(coarser, zero, merged(positive, shift), merged(negative, shift));
    }

    private static TreeMap<Integer, Long> merged(TreeMap<Integer, Long> buckets, int shift) {
        TreeMap<Integer, Long> coarse = new TreeMap<>();
        buckets.forEach((index, count) -> coarse.merge(index >> Math.min(shift, 31), count, Long::sum));
        return coarse;
    }

    private static @Nullable TreeMap<Integer, Long> difference(
            TreeMap<Integer, Long> now, TreeMap<Integer, Long> then) {
        TreeMap<Integer, Long> more = new TreeMap<>(now);
        for (Map.Entry<Integer, Long> bucket : then.entrySet()) {
            long left = more.getOrDefault(bucket.getKey(), 0L) - bucket.getValue();
            if (left < 0) {
                return null;
            }
            more.put(bucket.getKey(), left);
        }
        return more;
    }

    private static long sum(TreeMap<Integer, Long> buckets) {
        return buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static TreeMap<Integer, Long> indexed(int offset, List<Long> counts) {
        TreeMap<Integer, Long> byIndex = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                byIndex.put(offset + i, counts.get(i));
            }
        }
        return byIndex;
    }
}
