package dev.watchkeeper.models.explain;

import dev.watchkeeper.models.scoring.Scorer;
import java.util.Arrays;

/**
 * Exact Shapley values of groups of features on the margin: a group's share is its mean effect over all orders in which
 * groups go from the baseline to the row. 2^n rows for the n groups that differ from the baseline. Call it only where
 * something alerts. Not thread-safe.
 */
public final class Explainer {

    /** The most groups whose shares are computed exactly. */
    public static final int MAX_GROUPS = 12;

    private final Scorer scorer;
    private final float[] baseline;
    private final int[] groupOf;
    private final int groups;

    /**
     * An explainer of one model.
     *
     * @param scorer the model
     * @param baseline the row in which nothing is odd
     * @param groupOf each feature's group, 0 to {@link #MAX_GROUPS} − 1
     */
    public Explainer(Scorer scorer, float[] baseline, int[] groupOf) {
        if (baseline.length != scorer.features() || groupOf.length != scorer.features()) {
            throw new IllegalArgumentException(scorer.features() + " features expected, found a baseline of "
                    + baseline.length + " and groups of " + groupOf.length);
        }
        this.scorer = scorer;
        this.baseline = baseline.clone();
        this.groupOf = groupOf.clone();
        this.groups = Arrays.stream(groupOf).max().orElse(0) + 1;
        if (groups > MAX_GROUPS || Arrays.stream(groupOf).min().orElse(0) < 0) {
            throw new IllegalArgumentException("groups 0 to " + (MAX_GROUPS - 1) + " expected, found " + (groups - 1));
        }
    }

    /**
     * What the margin is made of.
     *
     * @param margin of the row
     * @param baseline margin of the baseline
     * @param shares one per group; they add up to {@code margin − baseline} within 1e-6
     */
    public record Explanation(double margin, double baseline, double[] shares) {}

    /** Explains one row. */
    public Explanation explain(float[] row) {
        int[] active = differing(row);
        int n = active.length;
        float[] margins = coalitions(row, active);
        double[] shares = new double[groups];
        double[] weights = weights(n);
        for (int i = 0; i < n; i++) {
            int bit = 1 << i;
            double share = 0;
            for (int without = 0; without < 1 << n; without++) {
                if ((without & bit) == 0) {
                    share += weights[Integer.bitCount(without)] * ((double) margins[without | bit] - margins[without]);
                }
            }
            shares[active[i]] = share;
        }
        return new Explanation(margins[(1 << n) - 1], margins[0], shares);
    }

    private int[] differing(float[] row) {
        boolean[] differs = new boolean[groups];
        for (int i = 0; i < row.length; i++) {
            differs[groupOf[i]] |= row[i] != baseline[i];
        }
        int[] active = new int[groups];
        int n = 0;
        for (int g = 0; g < groups; g++) {
            if (differs[g]) {
                active[n++] = g;
            }
        }
        return Arrays.copyOf(active, n);
    }

    /** Margins of all rows in which some of the active groups are the row's and the others the baseline's. */
    private float[] coalitions(float[] row, int[] active) {
        int[] bitOf = new int[groups];
        for (int i = 0; i < active.length; i++) {
            bitOf[active[i]] = 1 << i;
        }
        int all = 1 << active.length;
        float[] margins = new float[all];
        int batch = Math.min(all, scorer.batch());
        float[] rows = new float[batch * row.length];
        float[] some = new float[batch];
        for (int from = 0; from < all; from += batch) {
            int count = Math.min(batch, all - from);
            for (int c = 0; c < count; c++) {
                for (int f = 0; f < row.length; f++) {
                    boolean taken = ((from + c) & bitOf[groupOf[f]]) != 0;
                    rows[c * row.length + f] = taken ? row[f] : baseline[f];
                }
            }
            scorer.score(rows, count, some);
            System.arraycopy(some, 0, margins, from, count);
        }
        return margins;
    }

    /** k!(n−k−1)!/n! for k = 0 … n−1. */
    private static double[] weights(int n) {
        double[] weights = new double[Math.max(1, n)];
        weights[0] = 1.0 / Math.max(1, n);
        for (int k = 1; k < n; k++) {
            weights[k] = weights[k - 1] * k / (n - k);
        }
        return weights;
    }
}
