package dev.watchkeeper.models.scoring;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Whether a row's margin depends on how many are scored with it: kernels may add in another order for other shapes. */
final class BatchSizes {

    private static final int ROWS = 64;
    private static final int[] SIZES = {1, 7};
    /** Residuals are roots and logarithms: most lie below. */
    private static final double MOST = 4;

    private BatchSizes() {}

    /** Scores one small batch whole and in pieces; whether any bit differs. */
    static boolean matter(Scorer scorer, float[] baseline) {
        int features = scorer.features();
        float[] rows = new float[ROWS * features];
        SplittableRandom random = new SplittableRandom(ROWS);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = baseline[i % features] + (float) random.nextDouble(MOST);
        }
        float[] together = new float[ROWS];
        scorer.score(rows, ROWS, together);
        return Arrays.stream(SIZES).anyMatch(size -> !Arrays.equals(together, apart(scorer, rows, size)));
    }

    private static float[] apart(Scorer scorer, float[] rows, int size) {
        int features = scorer.features();
        float[] margins = new float[ROWS];
        float[] some = new float[size];
        for (int from = 0; from < ROWS; from += size) {
            int count = Math.min(size, ROWS - from);
            scorer.score(Arrays.copyOfRange(rows, from * features, (from + count) * features), count, some);
            System.arraycopy(some, 0, margins, from, count);
        }
        return margins;
    }
}
