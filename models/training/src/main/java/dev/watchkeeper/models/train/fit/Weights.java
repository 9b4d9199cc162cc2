package dev.watchkeeper.models.train.fit;

import java.util.Arrays;

/**
 * A fitted model: margin = bias + opening · row + min(most, supporting · row), all weights at least 0. The more of
 * anything odd, the higher the margin, and what only supports never gets beyond {@code most}.
 */
public record Weights(float bias, float[] opening, float[] supporting, float most) {

    public Weights {
        opening = opening.clone();
        supporting = supporting.clone();
        for (int i = 0; i < opening.length; i++) {
            if (!(opening[i] >= 0) || !(supporting[i] >= 0)) {
                throw new IllegalArgumentException("weights of 0 or more expected, found " + Arrays.toString(opening)
                        + " and " + Arrays.toString(supporting));
            }
        }
    }

    /** The margin of a row. */
    public float margin(float[] rows, int offset) {
        float opens = 0;
        float supports = 0;
        for (int i = 0; i < opening.length; i++) {
            opens += opening[i] * rows[offset + i];
            supports += supporting[i] * rows[offset + i];
        }
        return bias + opens + Math.min(most, supports);
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
