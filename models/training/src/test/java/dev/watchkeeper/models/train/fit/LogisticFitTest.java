package dev.watchkeeper.models.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticFitTest {

    /** Odd where the first is high and the second low; the third says nothing. */
    private static Rows rows() {
        SplittableRandom random = new SplittableRandom(1);
        Rows rows = new Rows(3);
        for (int i = 0; i < 4000; i++) {
            float[] row = {(float) random.nextDouble(), (float) random.nextDouble(), (float) random.nextDouble()};
            rows.add(row, 0, row[0] - row[1] + .1 * random.nextGaussian() > 0);
        }
        return rows;
    }

    @Test
    void fit_leavesOutWhatWouldLowerTheMargin() {
        Weights weights = new LogisticFit(1, 5).fit(rows(), feature -> true, feature -> true);
        assertThat(weights.opening()[0]).isGreaterThan(2);
        assertThat(weights.opening()[1]).isZero();
    }

    @Test
    void fit_unusedFeature_hasNoWeight() {
        Rows doubled = new Rows(2);
        for (int i = 0; i < 1000; i++) {
            doubled.add(new float[] {i % 2, i % 2}, 0, i % 2 == 1);
        }
        Weights weights = new LogisticFit(1, 5).fit(doubled, feature -> feature != 0, feature -> true);
        assertThat(weights.opening()[0]).isZero();
        assertThat(weights.opening()[1]).isPositive();
    }

    @Test
    void fit_nothingThatRisesWithOddRows_isRefused() {
        assertThatThrownBy(() -> new LogisticFit(1, 5).fit(rows(), feature -> feature == 1, feature -> true))
                .hasMessageContaining("found none in 4000");
    }

    @Test
    void fit_featureThatDoesNotOpen_onlySupports() {
        Weights weights = new LogisticFit(1, 5).fit(rows(), feature -> true, feature -> feature != 0);
        assertThat(weights.opening()[0]).isZero();
        assertThat(weights.supporting()[0]).isPositive();
    }

    @Test
    void support_isCapped() {
        Weights weights = new Weights(-1, new float[] {1, 0}, new float[] {0, 3}, 2);
        assertThat(weights.margin(new float[] {4, .5f}, 0)).isEqualTo(-1 + 4 + 1.5f);
        assertThat(weights.margin(new float[] {4, 50}, 0)).isEqualTo(-1 + 4 + 2);
    }

    @Test
    void weight_belowZero_isRefused() {
        assertThatThrownBy(() -> new Weights(0, new float[] {-1}, new float[1], 0))
                .hasMessageContaining("a weight of 0 or more expected, found -1.0");
    }
}
