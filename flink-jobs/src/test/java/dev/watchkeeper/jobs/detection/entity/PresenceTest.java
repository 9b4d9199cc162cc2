package dev.watchkeeper.jobs.detection.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {

    private static final long WINDOW = 10_000;
    private static final Entity PAYMENT = EntityKeys.service("default", "", "", "payment");
    private final Thresholds thresholds = DetectionConfig.thresholds(new Configuration());

    @Test
    void silence_ofTwoWitnessedWindows_isAbsence() {
        Presences heard = heard("payment-1", 0, 300_000);

        Presences one = heard.windowEnded(310_000, true, thresholds);
        Presences two = one.windowEnded(320_000, true, thresholds);

        assertThat(one.absent(thresholds)).isFalse();
        assertThat(two.absent(thresholds)).isTrue();
    }

    @Test
    void silence_withoutAWitness_isBlindness() {
        Presences heard = heard("payment-1", 0, 300_000);
        for (long end = 310_000; end <= 900_000; end += WINDOW) {
            heard = heard.windowEnded(end, false, thresholds);
        }

        assertThat(heard.absent(thresholds)).isFalse();
        assertThat(heard.windowEnded(910_000, true, thresholds).absent(thresholds))
                .isFalse();
        assertThat(heard.windowEnded(910_000, true, thresholds)
                        .windowEnded(920_000, true, thresholds)
                        .absent(thresholds))
                .isTrue();
    }

    @Test
    void metricsAtNight_withJitter_neverFlicker() {
        Presences presences = Presences.unknown();
        long next = 3_000;
        for (long end = WINDOW; end < 3_600_000; end += WINDOW) {
            while (next <= end) {
                presences = presences.with(metric("payment-1", next), false, thresholds);
                next += 10_000 + (next % 7 - 3) * 130;
            }
            presences = presences.windowEnded(end, true, thresholds);
            assertThat(presences.absent(thresholds)).isFalse();
            assertThat(presences.silentInstances(thresholds)).isEmpty();
        }
    }

    @Test
    void entityMeasuredEachMinute_isNotAbsentAfterTwoWindows() {
        Presences presences = Presences.unknown();
        for (long time = 60_000; time <= 1_800_000; time += 60_000) {
            presences = presences.with(metric("payment-1", time), false, thresholds);
        }
        long end = 1_800_000;
        int windows = 0;
        while (!presences.absent(thresholds)) {
            end += WINDOW;
            windows++;
            presences = presences.windowEnded(end, true, thresholds);
        }

        assertThat(windows * WINDOW).isBetween(120_000L, 140_000L);
    }

    @Test
    void zeroRates_areNoTelemetry() {
        Presences presences = heard("payment-1", 0, 300_000);
        for (long end = 310_000; end <= 320_000; end += WINDOW) {
            presences = presences.with(requests(end, 0), false, thresholds).windowEnded(end, true, thresholds);
        }

        assertThat(presences.absent(thresholds)).isTrue();
    }

    @Test
    void instance_thatIsReplaced_isForgotten() {
        Presences presences = heard("payment-1", 0, 300_000);
        for (long end = 310_000; end <= 330_000; end += WINDOW) {
            presences = presences
                    .with(metric("payment-2", end - 1_000), false, thresholds)
                    .windowEnded(end, true, thresholds);
        }

        assertThat(presences.silentInstances(thresholds)).isEmpty();
        assertThat(presences.instances()).containsOnlyKeys("payment-2");
        assertThat(presences.absent(thresholds)).isFalse();
    }

    @Test
    void instance_thatGoesAwayWhileItsSiblingStays_isSilentThenForgotten() {
        Presences presences = Presences.unknown();
        for (long time = 0; time <= 300_000; time += WINDOW) {
            presences = presences
                    .with(metric("payment-1", time), false, thresholds)
                    .with(metric("payment-2", time + 1_000), false, thresholds);
        }
        for (long end = 310_000; end <= 340_000; end += WINDOW) {
            presences = presences
                    .with(metric("payment-2", end - 5_000), false, thresholds)
                    .windowEnded(end, true, thresholds);
        }
        assertThat(presences.silentInstances(thresholds)).hasSize(1);

        for (long end = 350_000; end <= 300_000 + thresholds.forgetInstanceMillis() + 2 * WINDOW; end += WINDOW) {
            presences = presences
                    .with(metric("payment-2", end - 5_000), false, thresholds)
                    .windowEnded(end, true, thresholds);
        }
        assertThat(presences.instances()).containsOnlyKeys("payment-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {Presences.MOST_INSTANCES, Presences.MOST_INSTANCES + 1})
    void serviceOfManyInstances_settlesOnce_andEveryOneThatIsKnownStays(int instances) {
        Presences presences = Presences.unknown();
        Set<String> first = Set.of();
        long end = 0;
        for (int window = 1; window <= 20; window++) {
            end = window * WINDOW;
            for (int i = 0; i < instances; i++) {
                presences = presences.with(metric("payment-" + i, end - 1_000), false, thresholds);
            }
            presences = presences.windowEnded(end, true, thresholds);
            first = window == 1 ? presences.instances().keySet() : first;
        }

        assertThat(presences.starting(end, thresholds)).isFalse();
        assertThat(presences.instances()).hasSize(Presences.MOST_INSTANCES);
        assertThat(presences.instances().keySet()).isEqualTo(first);
        assertThat(presences.silentInstances(thresholds)).isEmpty();
    }

    @Test
    void service_settlesWhileAThirdOfItsInstancesStarts() {
        Presences two = Presences.unknown();
        for (long time = 0; time <= 300_000; time += WINDOW) {
            two = two.with(metric("payment-1", time), false, thresholds)
                    .with(metric("payment-2", time), false, thresholds);
        }
        Presences three = two.with(metric("payment-3", 300_000), false, thresholds);
        Presences four = two.with(metric("payment-0", 0), false, thresholds)
                .with(metric("payment-3", 300_000), false, thresholds);

        assertThat(three.starting(301_000, thresholds)).isTrue();
        assertThat(four.starting(301_000, thresholds)).isFalse();
    }

    @Test
    void instanceHeardTooRarelyToBeMissed_isForgottenByAge() {
        long last = 40_000;
        Presences presences = heard("payment-1", 0, last);
        long edge = last + thresholds.forgetInstanceMillis();

        assertThat(presences.windowEnded(edge, true, thresholds).instances()).hasSize(1);
        assertThat(presences.windowEnded(edge + 1, true, thresholds).instances())
                .isEmpty();
    }

    private Presences heard(String instance, long from, long until) {
        Presences presences = Presences.unknown();
        for (long time = from; time <= until; time += WINDOW) {
            presences =
                    presences.with(metric(instance, time), false, thresholds).windowEnded(time, true, thresholds);
        }
        return presences;
    }

    private static SeriesPoint metric(String instance, long time) {
        return point(EntityKeys.instance(PAYMENT, instance), "jvm.thread.count", Signal.THREADS, time, 24, 0);
    }

    private static SeriesPoint requests(long time, double rate) {
        return point(PAYMENT, "span.requests", Signal.TRAFFIC, time, rate, Math.round(rate * 10));
    }

    private static SeriesPoint point(Entity entity, String metric, Signal signal, long time, double value, long count) {
        return SeriesPoint.newBuilder()
                .setSeries(SeriesKeys.key(entity, metric, "value", Map.of()))
                .setEntity(entity)
                .setMetric(metric)
                .setStatistic("rate")
                .setSignal(signal)
                .setTimeMillis(time)
                .setValue(value)
                .setState(PointState.OK)
                .setCount(count)
                .build();
    }
}
