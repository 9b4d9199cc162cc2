package dev.watchkeeper.jobs.features.metrics;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static dev.watchkeeper.jobs.kit.Telemetry.gauge;
import static dev.watchkeeper.jobs.kit.Telemetry.histogram;
import static dev.watchkeeper.jobs.kit.Telemetry.point;
import static dev.watchkeeper.jobs.kit.Telemetry.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.NoValue;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.QuantileValue;
import dev.watchkeeper.schemas.record.Sum;
import dev.watchkeeper.schemas.record.Summary;
import dev.watchkeeper.schemas.record.Temporality;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final long USUAL = 10_000_000_000L;

    @Test
    void gauge_isItsValue() {
        assertThat(Readings.of(null, 0, at(0, 0, gauge(4.5))))
                .containsExactly(new Reading("value", "1", 4.5, PointState.OK, 0, 0));
    }

    @Test
    void upDownCounter_isItsValue() {
        Sum threads = Sum.newBuilder(sum(12, Temporality.CUMULATIVE))
                .setMonotonic(false)
                .build();
        assertThat(Readings.of(null, 0, at(0, 0, threads)))
                .extracting(Reading::statistic)
                .containsExactly("value");
    }

    @Test
    void cumulativeSum_isTheRateSinceThePointBefore() {
        assertThat(cumulative(at(0, 10_000, sum(100, Temporality.CUMULATIVE)), at(0, 20_000, total(150))))
                .isEqualTo(new Reading("rate", "1/s", 5, PointState.OK, 10_000, 0));
    }

    @Test
    void firstPointOfALongRunningSum_saysNothing() {
        assertThat(Readings.of(null, 0, at(-60_001, 0, total(100)))).isEmpty();
        assertThat(Readings.of(null, 0, unstarted(0, total(100)))).isEmpty();
    }

    @Test
    void firstPointOfAYoungSum_isTheRateSinceItsStart() {
        assertThat(Readings.of(null, 0, at(-60_000, 0, total(120))))
                .containsExactly(new Reading("rate", "1/s", 2, PointState.RESTART, 60_000, 0));
    }

    @Test
    void smallerValue_isAReset() {
        assertThat(cumulative(unstarted(10_000, total(100)), unstarted(20_000, total(30))))
                .isEqualTo(new Reading("rate", "1/s", 3, PointState.RESET, 10_000, 0));
    }

    @Test
    void laterStart_isARestartAndCountsFromThere() {
        assertThat(cumulative(at(0, 10_000, total(100)), at(14_000, 20_000, total(600))))
                .isEqualTo(new Reading("rate", "1/s", 100, PointState.RESTART, 6_000, 0));
    }

    @Test
    void fiveUsualIntervals_areNoGap() {
        assertThat(cumulative(at(0, 10_000, total(0)), at(0, 60_000, total(50))).state())
                .isEqualTo(PointState.OK);
    }

    @Test
    void moreThanFiveUsualIntervals_areAGap() {
        assertThat(cumulative(at(0, 10_000, total(0)), at(0, 60_001, total(50))).state())
                .isEqualTo(PointState.GAP);
    }

    @Test
    void deltaSum_isItsRateOverItsOwnInterval() {
        assertThat(Readings.of(null, 0, at(0, 10_000, sum(20, Temporality.DELTA))))
                .containsExactly(new Reading("rate", "1/s", 2, PointState.OK, 10_000, 0));
    }

    @Test
    void statedGap_isNotANumber() {
        Reading gap = Readings.of(at(0, 10_000, total(1)), USUAL, at(0, 20_000, new NoValue()))
                .get(0);
        assertThat(gap.statistic()).isEqualTo("rate");
        assertThat(gap.state()).isEqualTo(PointState.GAP);
        assertThat(gap.value()).isNaN();
    }

    @Test
    void cumulativeHistogram_isWhatCameSince() {
        List<Double> bounds = List.of(0.01, 0.1);
        List<Reading> readings = Readings.of(
                at(0, 10_000, histogram(bounds, List.of(5L, 5L, 0L), 1.0)),
                USUAL,
                at(0, 20_000, histogram(bounds, List.of(5L, 15L, 0L), 1.6)));
        assertThat(readings).extracting(Reading::statistic).containsExactly("rate", "mean", "p50", "p95", "p99");
        assertThat(readings.get(0).value()).isEqualTo(1);
        assertThat(readings.get(1).value()).isCloseTo(0.06, within(1e-9));
        assertThat(readings.get(2).value()).isCloseTo(0.055, within(1e-9));
        assertThat(readings).allSatisfy(reading -> assertThat(reading.count()).isEqualTo(10));
    }

    @Test
    void histogramWithoutNewObservations_hasARateOnly() {
        MetricPoint before = at(0, 10_000, histogram(List.of(1.0), List.of(5L, 5L), 9));
        assertThat(Readings.of(before, USUAL, at(0, 20_000, histogram(List.of(1.0), List.of(5L, 5L), 9))))
                .extracting(Reading::statistic, Reading::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("rate", 0.0));
    }

    @Test
    void histogramWhoseBucketFell_isAReset() {
        List<Reading> readings = Readings.of(
                unstarted(10_000, histogram(List.of(1.0), List.of(5L, 5L), 9)),
                USUAL,
                unstarted(20_000, histogram(List.of(1.0), List.of(2L, 9L), 9)));
        assertThat(readings.get(0))
                .isEqualTo(new Reading("rate", "{observation}/s", 1.1, PointState.RESET, 10_000, 11));
    }

    @Test
    void histogramWithOtherBounds_beginsAnew() {
        assertThat(Readings.of(
                        unstarted(10_000, histogram(List.of(1.0), List.of(5L, 5L), 9)),
                        USUAL,
                        unstarted(20_000, histogram(List.of(2.0), List.of(6L, 6L), 9))))
                .isEmpty();
    }

    @Test
    void summary_passesItsQuantilesOn() {
        Summary summary = Summary.newBuilder()
                .setCount(10)
                .setSum(5)
                .setQuantiles(List.of(
                        QuantileValue.newBuilder()
                                .setQuantile(0.95)
                                .setValue(0.9)
                                .build(),
                        QuantileValue.newBuilder()
                                .setQuantile(0.999)
                                .setValue(1.5)
                                .build()))
                .build();
        assertThat(Readings.of(null, 0, unstarted(0, summary)))
                .extracting(Reading::statistic, Reading::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("p95", 0.9),
                        org.assertj.core.groups.Tuple.tuple("p99.9", 1.5));
    }

    private static Reading cumulative(@Nullable MetricPoint before, MetricPoint point) {
        List<Reading> readings = Readings.of(before, USUAL, point);
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }

    private static Sum total(double value) {
        return sum(value, Temporality.CUMULATIVE);
    }

    private static MetricPoint at(long start, long time, Object data) {
        return MetricPoint.newBuilder(unstarted(time, data))
                .setStartUnixNano((T0 + start) * 1_000_000L)
                .build();
    }

    private static MetricPoint unstarted(long time, Object data) {
        return point("orders", "metric", Map.of(), time).setData(data).build();
    }
}
