package dev.watchkeeper.models.train.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {

    @ParameterizedTest
    @ValueSource(doubles = {.2, 5, 80})
    void poisson_hasItsMeanAndVariance(double mean) {
        Draw draw = Draw.of(1, 2);
        double sum = 0;
        double squares = 0;
        int n = 50_000;
        for (int i = 0; i < n; i++) {
            long events = draw.poisson(mean);
            sum += events;
            squares += (double) events * events;
        }
        assertThat(sum / n).isCloseTo(mean, Offset.offset(.03 * mean + .01));
        assertThat(squares / n - sum / n * (sum / n)).isCloseTo(mean, Offset.offset(.05 * mean + .01));
    }

    @Test
    void draws_ofTheSameSeedAndIndex_areTheSame_andOfOthersDiffer() {
        assertThat(Draw.of(3, 4).normal()).isEqualTo(Draw.of(3, 4).normal());
        assertThat(Draw.of(3, 4).normal()).isNotEqualTo(Draw.of(3, 5).normal());
        assertThat(Draw.of(3, 4).normal()).isNotEqualTo(Draw.of(4, 4).normal());
    }
}
