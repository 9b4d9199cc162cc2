package dev.watchkeeper.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchkeeper.jobs.detection.Scorings.ScoredRow;
import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.alert.JudgedWindow;
import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.series.ResidualRow;
import dev.watchkeeper.jobs.detection.series.ScoredPoint;
import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows that a model refuses: a score that says why, now and then, and nothing else. */
class RefusedRowsTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "", "", "payment");
    private static final String WHY = "a number is missing";
    private final Thresholds thresholds = DetectionConfig.thresholds(new Configuration());

    @Test
    void point_isToldOnceInAWhile_andNeverReachesItsEntity() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, ScoredRow, ScoredPoint> harness =
                ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                        new SeriesScores(new StandIns(), thresholds),
                        row -> row.row().point().getSeries(),
                        Types.STRING)) {
            for (long time :
                    List.of(1_000L, thresholds.notScoredMillis() + 999, thresholds.notScoredMillis() + 1_000)) {
                harness.processElement(new ScoredRow(row(time), 0, WHY), time);
            }

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(SeriesScores.SCORES))
                    .extracting(StreamRecord::getValue)
                    .extracting(Score::getTimeMillis, Score::getNotScored)
                    .containsExactly(tuple(1_000L, WHY), tuple(thresholds.notScoredMillis() + 1_000, WHY));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void window_isTold_andOpensOnlyWhatNeedsNoModel(boolean absent) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, JudgedWindow, EntityNews> harness =
                ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                        new EntityAlerts(new StandIns(), thresholds),
                        judged -> EntityKeys.key(judged.window().entity()),
                        Types.STRING)) {
            harness.processElement(new JudgedWindow(window(absent), 0, WHY), 10_000);

            assertThat(harness.extractOutputValues()).hasSize(absent ? 1 : 0);
            assertThat(harness.getSideOutput(EntityAlerts.SCORES))
                    .extracting(record -> record.getValue().getNotScored())
                    .containsExactly(WHY);
        }
    }

    private static ResidualRow row(long timeMillis) {
        SeriesPoint point = SeriesPoint.newBuilder()
                .setSeries(SeriesKeys.key(PAYMENT, "queue.depth", "value", Map.of()))
                .setEntity(PAYMENT)
                .setMetric("queue.depth")
                .setStatistic("value")
                .setSignal(Signal.OTHER)
                .setTimeMillis(timeMillis)
                .setValue(1)
                .build();
        return new ResidualRow(point, 1, 0, 2, 1, 0, 0, false, new float[Residual.FEATURES]);
    }

    private static EntityWindow window(boolean absent) {
        return new EntityWindow(
                PAYMENT, 10_000, false, absent, List.of(), false, 1, missing(), List.of(), List.of(), 0, 0, 0,
                List.of(), List.of(), null, 0, List.of());
    }

    private static float[] missing() {
        float[] row = new float[EntityPool.FEATURES];
        row[0] = Float.NaN;
        return row;
    }
}
