package dev.watchkeeper.models.baseline;

/**
 * A table of what recurs: at most {@link #MAX_BINS} bins of a season, the value between their middles interpolated.
 * Kept as deviations from the series' slow level, so that a level shift does not bend the table.
 */
final class Season {

    static final int MAX_BINS = 96;
    private static final int MIN_POINTS = 8;
    private static final double GAIN = .05;

    float[] bins = new float[0];
    byte[] counts = new byte[0];
    float mean;
    int covered;

    /** Chooses the number of bins from how many points a season has; none where it has fewer than eight. */
    void start(double pointsPerSeason) {
        int size = 0;
        if (pointsPerSeason >= MIN_POINTS) {
            size = (int) Math.max(pointsPerSeason / 4, Math.min(24, pointsPerSeason));
        }
        resize(Math.min(MAX_BINS, size));
    }

    void resize(int size) {
        bins = new float[size];
        counts = new byte[size];
        mean = 0;
        covered = 0;
    }

    boolean known() {
        return bins.length > 0 && covered * 10 >= bins.length * 8;
    }

    /** What recurs at a phase, 0..1 of the season; its mean over the season is 0. */
    double at(double phase) {
        double place = phase * bins.length - .5;
        int low = (int) Math.floor(place);
        double share = place - low;
        int first = low < 0 ? low + bins.length : low;
        int second = first + 1 == bins.length ? 0 : first + 1;
        return bins[first] + share * (bins[second] - bins[first]) - mean;
    }

    /** Learns a deviation from the slow level, at most {@code clip} away from what the bin holds once it is known. */
    void learn(double phase, double deviation, double clip, double rate) {
        int bin = Math.min(bins.length - 1, (int) (phase * bins.length));
        int count = counts[bin];
        double error = deviation - bins[bin];
        if (count >= 3) {
            error = Math.max(-clip, Math.min(clip, error));
        }
        double step = rate * Math.max(1.0 / (count + 1), GAIN) * error;
        bins[bin] += (float) step;
        mean += (float) (step / bins.length);
        if (count == 0) {
            covered++;
        }
        if (count < Byte.MAX_VALUE) {
            counts[bin]++;
        }
    }
}
