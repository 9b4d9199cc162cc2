package dev.watchkeeper.models.train.fit;

/**
 * A fitted model: margin = bias + slope · (opening · row) + min(most, supporting · row), with slope = slopes · row, or 1
 * where there are none. All are at least 0: the more of anything odd, the higher the margin, and what only supports
 * never gets beyond {@code most}. Slopes stand at the row's indicators, so that each kind of row has its own.
 */
public record Weights(float bias, float[] opening, float[] supporting, float most, float[] slopes) {

    private static final float[] NONE = {};

    public Weights {
        opening = checked(opening);
        supporting = checked(supporting);
        slopes = checked(slopes);
    }

    /** Without slopes. */
    public Weights(float bias, float[] opening, float[] supporting, float most) {
        this(bias, opening, supporting, most, NONE);
    }

    private static float[] checked(float[] weights) {
        for (float weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("a weight of 0 or more expected, found " + weight);
            }
        }
        return weights.clone();
    }

    /** The same with other slopes. */
    public Weights withSlopes(float[] others) {
        return new Weights(bias, opening, supporting, most, others);
    }

    /** The same with another cap on what only supports. */
    public Weights withMost(float cap) {
        return new Weights(bias, opening, supporting, cap, slopes);
    }

    /** The margin of a row. */
    public float margin(float[] rows, int offset) {
        float opens = 0;
        float supports = 0;
        for (int i = 0; i < opening.length; i++) {
            opens += opening[i] * rows[offset + i];
            supports += supporting[i] * rows[offset + i];
        }
        float slope = slopes.length == 0 ? 1 : 0;
        for (int i = 0; i < slopes.length; i++) {
            slope += slopes[i] * rows[offset + i];
        }
        return bias + slope * opens + Math.min(most, supports);
    }

    /** Whether anything only supports. */
    public boolean supports() {
        for (float weight : supporting) {
            if (weight > 0) {
                return true;
            }
        }
        return false;
    }
}
