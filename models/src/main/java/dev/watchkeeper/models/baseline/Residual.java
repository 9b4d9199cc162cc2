package dev.watchkeeper.models.baseline;

import dev.watchkeeper.schemas.record.Signal;
import java.util.Arrays;

/**
 * How far a point lies from what was expected: what {@link SeriesBaseline#step} writes. Mutable and reused; one per
 * thread. z values are in scales, oriented: 0 where the point is as expected or odd in a direction that does not count.
 */
public final class Residual {

    /** Numbers in a row of {@link #FEATURE_SET} that say how odd the point is; one for each signal follows. */
    public static final int ODDITIES = 8;
    /** Signals that the feature set knows, in the order of {@link Signal}. */
    public static final int SIGNALS = 12;
    /** Numbers in a row of {@link #FEATURE_SET}. */
    public static final int FEATURES = ODDITIES + SIGNALS;

    /** The feature set of {@link #writeTo}. */
    public static final String FEATURE_SET = "series-residuals@1";

    Judgement judgement = Judgement.FIRST;
    Signal signal = Signal.OTHER;
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
    double sustained;
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

    /** Of the part of the step from the point before that leads away from what is expected, in the series' usual steps. */
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

    /** The fast z that three of the last four points reach: what one or two outliers cannot raise. */
    public double sustained() {
        return sustained;
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
        row[offset] = root(fast);
        row[offset + 1] = root(slow);
        row[offset + 2] = root(fastTail);
        row[offset + 3] = root(jump);
        row[offset + 4] = root(growth);
        row[offset + 5] = (float) Math.log1p(run);
        row[offset + 6] = (float) Math.log1p(relative);
        row[offset + 7] = root(sustained);
        Arrays.fill(row, offset + ODDITIES, offset + FEATURES, 0);
        row[offset + ODDITIES + signal.ordinal()] = 1;
    }

    private static float root(double z) {
        return (float) Math.sqrt(z);
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
        sustained = 0;
        run = 0;
    }
}
