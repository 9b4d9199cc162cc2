package dev.watchkeeper.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.jobs.detection.evidence.JudgedPoint;
import dev.watchkeeper.jobs.detection.series.ScoredPoint;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityWindowsTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "", "", "payment");
    private final Thresholds thresholds = DetectionConfig.thresholds(new Configuration());
    private final long window = thresholds.windowMillis();
    private KeyedBroadcastOperatorTestHarness<String, EntityInput, SeriesPoint, EntityWindow> harness;
    private long now;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                new EntityWindows(thresholds), EntityInput::key, Types.STRING, EntityWindows.HEARTBEATS);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void serviceThatIsMissed_isKeptForAsLongAsItIsDown() throws Exception {
        windows(20, true, 5.0);
        silence(2 * thresholds.forgetEntityMillis(), true);

        assertThat(last().absent()).isTrue();
        assertThat(judged()).noneMatch(EntityWindow::last);

        windows(1, true, 5.0);
        assertThat(last().absent()).isFalse();
    }

    @Test
    void serviceHeardTooRarelyToBeMissed_isForgotten_afterWitnessedTimeOnly() throws Exception {
        windows(3, true, 5.0);
        silence(2 * thresholds.forgetEntityMillis(), false);
        assertThat(judged()).noneMatch(EntityWindow::last);

        silence(thresholds.forgetEntityMillis() - window, true);
        assertThat(judged()).noneMatch(EntityWindow::last);
        silence(window, true);
        assertThat(last().last()).isTrue();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void serviceThatWasNeverHeard_isForgottenWithItsSeries_andBeginsAnew() throws Exception {
        windows(1, true, 0.0);
        silence(thresholds.horizonMillis() + window, true);
        assertThat(last().last()).isTrue();
        assertThat(harness.numEventTimeTimers()).isZero();

        int before = judged().size();
        windows(1, true, 5.0);
        assertThat(judged()).hasSize(before + 1);
        assertThat(last().last()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void traffic_thatDropsWhereNobodyIsAWitness_isNoEvidence(boolean witness) throws Exception {
        windows(20, true, 5.0);
        windows(8, witness, 0.5);

        assertThat(last().evidence().stream().map(Evidence::kind).anyMatch(EvidenceKind.TRAFFIC::equals))
                .isEqualTo(witness);
        assertThat(last().expectedRate()).isEqualTo(witness ? 5.0 : 0.0);
    }

    @Test
    void pointThatIsNotScored_isPresence() throws Exception {
        windows(20, true, 5.0);
        for (int i = 0; i < 5; i++) {
            long end = now + window;
            SeriesPoint gap = SeriesPoint.newBuilder(point("jvm.thread.count", Signal.THREADS, end, 0))
                    .setState(PointState.GAP)
                    .build();
            harness.processElement(EntityInput.unscored(gap), end);
            end(true);
        }

        assertThat(last().absent()).isFalse();
    }

    @Test
    void heartbeats_farAheadOfTheWatermark_areKeptUntilItComes() throws Exception {
        windows(20, true, 5.0);
        for (long end = now + window; end <= now + 2 * 3_600_000; end += window) {
            heartbeat(end);
        }
        for (int i = 0; i < 2; i++) {
            now += window;
            harness.watermark(now);
        }

        assertThat(last().absent()).isTrue();
    }

    private void windows(int count, boolean witness, double rate) throws Exception {
        for (int i = 0; i < count; i++) {
            long end = now + window;
            SeriesPoint point = point("span.requests", Signal.TRAFFIC, end, rate);
            JudgedPoint judged =
                    new JudgedPoint(end, rate, 5, 0.3, rate < 1 ? 8 : 0, 0, 0, Math.round(10 * rate), false, List.of());
            harness.processElement(EntityInput.of(new ScoredPoint(point, judged)), end);
            end(witness);
        }
    }

    private void silence(long millis, boolean witness) throws Exception {
        for (long passed = 0; passed < millis; passed += window) {
            end(witness);
        }
    }

    private void end(boolean witness) throws Exception {
        now += window;
        if (witness) {
            heartbeat(now);
        }
        harness.watermark(now);
    }

    private void heartbeat(long timeMillis) throws Exception {
        harness.processBroadcastElement(point("heartbeat", Signal.HEARTBEAT, timeMillis, 1), timeMillis);
    }

    private List<EntityWindow> judged() {
        return harness.extractOutputValues();
    }

    private EntityWindow last() {
        List<EntityWindow> all = judged();
        return all.get(all.size() - 1);
    }

    private static SeriesPoint point(String metric, Signal signal, long timeMillis, double value) {
        return SeriesPoint.newBuilder()
                .setSeries(SeriesKeys.key(PAYMENT, metric, "rate", Map.of()))
                .setEntity(PAYMENT)
                .setMetric(metric)
                .setStatistic("rate")
                .setUnit("{request}/s")
                .setSignal(signal)
                .setTimeMillis(timeMillis)
                .setValue(value)
                .setState(PointState.OK)
                .setCount(Math.round(10 * value))
                .build();
    }
}
