package dev.watchkeeper.jobs.detection.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesJudgeTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "", "", "payment");
    private final SeriesJudge judge =
            new SeriesJudge(DetectionConfig.thresholds(new Configuration()), Duration.ofDays(1));

    @ParameterizedTest
    @ValueSource(doubles = {1e39, -1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
    void valueThatNothingCanMeasure_isToldAsNotScored_withWhatWasFound(double value) {
        SeriesJudge.Outcome outcome = judge.step(SeriesMemory.unknown(), point(value, PointState.OK));

        assertThat(outcome.row()).isNull();
        assertThat(notScored(outcome)).isEqualTo("gap: a value of at most 1.0E30 expected, found " + value);
    }

    @Test
    void gap_isToldAsSuch() {
        assertThat(notScored(judge.step(SeriesMemory.unknown(), point(0, PointState.GAP))))
                .isEqualTo("gap: the point has no value");
        assertThat(notScored(judge.step(SeriesMemory.unknown(), point(Double.NaN, PointState.OK))))
                .isEqualTo("gap: the point has no value");
    }

    private static @Nullable String notScored(SeriesJudge.Outcome outcome) {
        return outcome.notScored() == null ? null : outcome.notScored().getNotScored();
    }

    private static SeriesPoint point(double value, PointState state) {
        return SeriesPoint.newBuilder()
                .setSeries(SeriesKeys.key(PAYMENT, "queue.depth", "value", Map.of()))
                .setEntity(PAYMENT)
                .setMetric("queue.depth")
                .setStatistic("value")
                .setSignal(Signal.OTHER)
                .setTimeMillis(10_000)
                .setValue(value)
                .setState(state)
                .build();
    }
}
