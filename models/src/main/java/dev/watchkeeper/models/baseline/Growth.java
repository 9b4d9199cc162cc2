package dev.watchkeeper.models.baseline;

import java.util.Arrays;

/**
 * The least values of the last 16 minutes (or points, where they are further apart) of a stock: what remains after
 * garbage collection. Growth is how far the last two lie above the median of the older ones.
 */
final class Growth {

    static final int BINS = 16;
    private static final int RECENT = 2;
    private static final int OLDER_NEEDED = 5;
    /** From next to nothing to anything: no finite share says more. */
    private static final double MOST_SHARE = 1e6;

    private static final long MINUTE_MILLIS = 60_000;

    /** Newest first; NaN where nothing is known. */
    final float[] bins = new float[BINS];

    long bin = Long.MIN_VALUE;
    private final float[] older = new float[BINS];

    Growth() {
        clear();
    }

    void clear() {
        Arrays.fill(bins, Float.NaN);
        bin = Long.MIN_VALUE;
    }

    void add(long timeMillis, double value, double intervalMillis) {
        long now = timeMillis / (long) Math.max(MINUTE_MILLIS, intervalMillis);
        if (now != bin) {
            int steps = bin == Long.MIN_VALUE || now < bin ? BINS : (int) Math.min(BINS, now - bin);
            System.arraycopy(bins, 0, bins, steps, BINS - steps);
            Arrays.fill(bins, 0, steps, Float.NaN);
            bin = now;
        }
        bins[0] = Float.isNaN(bins[0]) ? (float) value : Math.min(bins[0], (float) value);
    }

    /** Writes growth and its share; both stay 0 while too little is known or nothing grew. */
    void judge(SeriesKind kind, double scale, Residual out) {
        int known = 0;
        float oldest = Float.NaN;
        for (int i = RECENT; i < BINS; i++) {
            if (!Float.isNaN(bins[i])) {
                older[known++] = bins[i];
                oldest = bins[i];
            }
        }
        float recent = Math.min(bins[0], bins[1]);
        if (known < OLDER_NEEDED || Float.isNaN(recent)) {
            return;
        }
        Arrays.sort(older, 0, known);
        double median = older[known / 2];
        double spread = older[known * 3 / 4] - older[known / 4];
        double floor = Math.max(kind.absoluteFloor(), kind.relativeFloor() * Math.abs(median));
        double grown = recent - median;
        out.growth = Math.max(0, grown / Math.max(Math.max(floor, spread), .25 * scale));
        out.growthShare = Math.abs(oldest) > 0 ? share(oldest) : 0;
    }

    private double share(float oldest) {
        return Math.min(MOST_SHARE, (bins[0] - oldest) / Math.abs(oldest));
    }
}
