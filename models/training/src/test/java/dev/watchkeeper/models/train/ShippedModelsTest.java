package dev.watchkeeper.models.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.models.explain.Explainer;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.pooling.SignalGroup;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.models.shipped.DefaultModels;
import dev.watchkeeper.models.train.generate.Draw;
import dev.watchkeeper.models.train.generate.Effect;
import dev.watchkeeper.models.train.generate.Profile;
import dev.watchkeeper.models.train.judge.DemoFaults;
import dev.watchkeeper.models.train.judge.Trial;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ships, on small shops that its training has not seen; the figures of the last training are in the manifests. */
class ShippedModelsTest {

    private static final LoadedModel SERIES = DefaultModels.series();
    private static final LoadedModel ENTITY = DefaultModels.entity();
    private static final int NINETY_MINUTES = 540;
    private static final int SHOPS = 6;

    @AfterAll
    static void close() {
        SERIES.close();
        ENTITY.close();
    }

    private static Trial warm(int seed) {
        Draw draw = Draw.of(4242, seed);
        Profile profile = DemoFaults.shop(draw);
        Trial trial = new Trial(SERIES, ENTITY, profile, draw);
        trial.quiet(NINETY_MINUTES);
        return trial;
    }

    @ParameterizedTest
    @CsvSource({
        "errors 25 %, 6, ERRORS LOGS", // each failed request writes a line, too
        "self +100 ms, 6, LATENCY",
        "database +150 ms, 5, CALLS",
        "cpu +30 points, 6, CPU",
        "log burst 30/s, 5, LOGS",
        "silence, 5, SILENCE",
        "'leak, 300 s', 23, MEMORY GC",
    })
    void fault_inAWarmShop_alertsInTime_andItsSignalComesFirst(String fault, int windows, String groups) {
        IntFunction<Effect> effect = Objects.requireNonNull(DemoFaults.all().get(fault));
        for (int seed = 0; seed < SHOPS; seed++) {
            Trial trial = warm(seed);
            assertThat(trial.alerting()).isFalse();
            assertThat(trial.detect(effect, windows))
                    .as("windows, shop " + seed)
                    .isPositive();
            assertThat(groups.split(" "))
                    .as("first, shop " + seed)
                    .contains(first(trial.row()).name());
        }
    }

    private static SignalGroup first(float[] row) {
        double[] shares = new Explainer(ENTITY.scorer(), ENTITY.baselineRow(), EntityPool.featureGroups())
                .explain(row)
                .shares();
        int most = 0;
        for (int group = 1; group < shares.length; group++) {
            most = shares[group] > shares[most] ? group : most;
        }
        return SignalGroup.values()[most];
    }

    @Test
    void quietServices_inTwoDaysEach_alertAtMostOnceInAll() {
        int alerts = 0;
        for (int seed = 0; seed < 10; seed++) {
            Draw draw = Draw.of(777, seed);
            alerts += new Trial(SERIES, ENTITY, Profile.drawn(draw), draw).quiet(2 * 8640);
        }
        assertThat(alerts).isLessThanOrEqualTo(1);
    }
}
