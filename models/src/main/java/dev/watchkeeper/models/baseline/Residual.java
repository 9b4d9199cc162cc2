package dev.watchkeeper.models.baseline;

/**
 * How far a point lies from what was expected: what {@link SeriesBaseline#step} writes. Mutable and reused; one per
 * thread. z values are in scales, oriented: 0 where the point is as expected or odd in a direction that does not count.
 */
public final class Residual {

    /** Numbers in a row of {@link #FEATURE_SET}. */
    public static final int FEATURES = 8;

    /** The feature set of {@link #writeTo}. */
    public static final String FEATURE_SET = "series-residuals@1";

    Judgement judgement = Judgement.FIRST;
    double value;
    double expected;
    double lower;
    double upper;
    double scale;
    double fast;
    double slow;
    double fastTail;
    double jump;
    double growth;
    double growthShare;
    double relative;
    double signed;
    int run;

    /** How it was judged; where not {@link Judgement#scored()}, only {@link #value()} means something. */
    public Judgement judgement() {
        return judgement;
    }

    /** Whether the prior judged, with a wider band. */
    public boolean coldStart() {
        return judgement == Judgement.COLD;
    }

    /** What was seen. */
    public double value() {
        return value;
    }

    /** What was expected, in the series' unit. */
    public double expected() {
        return expected;
    }

    /** Lower edge of the expected band. */
    public double lower() {
        return lower;
    }

    /** Upper edge of the expected band. */
    public double upper() {
        return upper;
    }

    /** The scale that z values are in, in the series' unit. */
    public double scale() {
        return scale;
    }

    /** Of this point alone, oriented. */
    public double fast() {
        return fast;
    }

    /** Of a running mean of ten points against the level of a day, oriented. */
    public double slow() {
        return slow;
    }

    /** (value − expected) / scale, not oriented. */
    public double signed() {
        return signed;
    }

    /** Of the step from the point before, against the series' usual steps; 0 where it leads back to what is expected. */
    public double jump() {
        return jump;
    }

    /** Of the growth within 15 minutes (or 16 points, if that is longer), for stocks that fill up. */
    public double growth() {
        return growth;
    }

    /** That growth as a share: .34 where it grew by 34 %. */
    public double growthShare() {
        return growthShare;
    }

    /** Consecutive points with a fast or slow z above 3. */
    public int run() {
        return run;
    }

    /**
     * Writes the row of {@link #FEATURE_SET}: ln(1 + z) of fast, slow, fastTail, jump, growth; ln(1 + run); ln(1 +
     * |value − expected| / |expected|), at most ln 11; ln(1 + min(fast, slow)). Zeros where nothing is odd or not
     * scored.
     */
    public void writeTo(float[] row, int offset) {
        row[offset] = compressed(fast);
        row[offset + 1] = compressed(slow);
        row[offset + 2] = compressed(fastTail);
        row[offset + 3] = compressed(jump);
        row[offset + 4] = compressed(growth);
        row[offset + 5] = compressed(run);
        row[offset + 6] = compressed(relative);
        row[offset + 7] = compressed(Math.min(fast, slow));
    }

    private static float compressed(double z) {
        return (float) Math.log1p(z);
    }

    void clear(Judgement why, double seen) {
        judgement = why;
        value = seen;
        expected = Double.NaN;
        lower = Double.NaN;
        upper = Double.NaN;
        scale = Double.NaN;
        fast = 0;
        slow = 0;
        fastTail = 0;
        jump = 0;
        growth = 0;
        growthShare = 0;
        relative = 0;
        signed = 0;
        run = 0;
    }
}
