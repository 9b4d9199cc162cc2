package dev.watchkeeper.models.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private final Calibration table = new Calibration(List.of(-3.0, 0.0, 2.0), List.of(0.0, 1.0, 3.0));

    @Test
    void surprise_betweenKnots_isLinear() {
        assertThat(table.surprise(1)).isEqualTo(2);
        assertThat(table.pValue(1)).isCloseTo(.01, within(1e-12));
    }

    @Test
    void surprise_beyondTheTable_goesOnAndEnds() {
        assertThat(table.surprise(4)).isEqualTo(5);
        assertThat(table.surprise(1e9)).isEqualTo(Calibration.MAX_SURPRISE);
        assertThat(table.surprise(-50)).isZero();
    }

    @Test
    void marginAt_aSurprise_hasThatSurprise() {
        for (double surprise : new double[] {.3, 1, 2.2, 3, 6}) {
            assertThat(table.surprise(table.marginAt(surprise))).isCloseTo(surprise, within(1e-9));
        }
    }

    @Test
    void pValue_ofUnseenNormalMargins_isUniform() {
        SplittableRandom random = new SplittableRandom(5);
        Calibration measured = Calibration.ofNormal(normal(random, 200_000));
        int beyond = 0;
        for (float margin : normal(random, 200_000)) {
            beyond += measured.pValue(margin) <= .001 ? 1 : 0;
        }
        assertThat(beyond).isBetween(150, 250);
    }

    private static float[] normal(SplittableRandom random, int size) {
        float[] margins = new float[size];
        for (int i = 0; i < size; i++) {
            margins[i] = (float) random.nextGaussian();
        }
        return margins;
    }
}
