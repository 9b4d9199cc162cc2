package dev.watchkeeper.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Signal;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A broken writer's numbers must not reach the floats of the state, nor any row of theirs a model. */
class HugeValuesTest {

    private static final double[] BEYOND = {
        1e39, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, Math.nextUp(SeriesBaseline.MOST_VALUE)
    };
    private static final double[] WITHIN = {SeriesBaseline.MOST_VALUE, -SeriesBaseline.MOST_VALUE, Double.MIN_VALUE};

    static Stream<Arguments> kinds() {
        return Stream.of(Signal.values())
                .flatMap(signal -> Stream.of("value", "rate", "ratio", "p99", "floor")
                        .flatMap(statistic -> Stream.of("1", "By", "s", "{request}/s")
                                .map(unit -> Arguments.of(signal, statistic, unit))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("kinds")
    void value_beyondTheBound_isAGap_andTeachesNothing(Signal signal, String statistic, String unit) {
        Walk walk = usual(signal, statistic, unit);
        byte[] before = BaselineBytes.toBytes(walk.baseline);
        for (double value : BEYOND) {
            assertThat(walk.next(value).judgement()).as("%s", value).isEqualTo(Judgement.GAP);
            assertFinite(walk.residual);
        }
        assertThat(BaselineBytes.toBytes(walk.baseline)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("kinds")
    void value_atTheBound_givesFiniteRows_thenAndAfterwards(Signal signal, String statistic, String unit) {
        Walk walk = usual(signal, statistic, unit);
        for (int round = 0; round < 40; round++) {
            for (double value : WITHIN) {
                walk.next(value, round % 7 == 0 ? PointState.RESTART : PointState.OK, round % 5 == 0);
                assertFinite(walk.residual);
            }
        }
        for (int i = 0; i < 100; i++) {
            walk.next(100);
            assertFinite(walk.residual);
        }
    }

    private static Walk usual(Signal signal, String statistic, String unit) {
        Walk walk =
                new Walk(SeriesKind.of(signal, "any.self", unit, statistic, "ERROR"), Duration.ofMinutes(5), 10_000);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100; i++) {
            walk.next(100 + random.nextGaussian());
        }
        return walk;
    }

    private static void assertFinite(Residual residual) {
        float[] row = new float[Residual.FEATURES];
        residual.writeTo(row, 0);
        for (float number : row) {
            assertThat(Float.isFinite(number)).isTrue();
        }
        assertThat(residual.growthShare()).isFinite();
    }
}
