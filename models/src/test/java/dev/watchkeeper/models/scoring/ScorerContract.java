package dev.watchkeeper.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every scorer keeps to. The scorer under test has margin = 1 + 2·a + 3·b − c. */
abstract class ScorerContract {

    private Scorer scorer;

    /** Makes the scorer under test. */
    abstract Scorer open();

    @BeforeEach
    void start() {
        scorer = open();
    }

    @AfterEach
    void stop() {
        scorer.close();
    }

    @Test
    void score_knownRow_givesItsMargin() {
        float[] margins = new float[2];
        scorer.score(new float[] {1, 10, 100, 0, 0, 0}, 2, margins);
        assertThat(margins).containsExactly(1 + 2 + 30 - 100, 1);
    }

    @Test
    void score_noRows_leavesMarginsAlone() {
        float[] margins = {7};
        scorer.score(new float[0], 0, margins);
        assertThat(margins).containsExactly(7);
    }

    @Test
    void score_fewerRowsThanGiven_leavesTheRestAlone() {
        float[] margins = {7, 7};
        scorer.score(new float[] {0, 0, 0, 5, 5, 5}, 1, margins);
        assertThat(margins).containsExactly(1, 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 256})
    void score_sameRowInAnotherBatch_givesTheSameBits(int batch) {
        int rows = 1024;
        float[] all = new float[rows * 3];
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) random.nextGaussian();
        }
        float[] together = new float[rows];
        scorer.score(all, rows, together);
        float[] apart = new float[rows];
        float[] some = new float[batch];
        for (int from = 0; from < rows; from += batch) {
            int count = Math.min(batch, rows - from);
            scorer.score(Arrays.copyOfRange(all, from * 3, (from + count) * 3), count, some);
            System.arraycopy(some, 0, apart, from, count);
        }
        assertThat(apart).isEqualTo(together);
    }
}
