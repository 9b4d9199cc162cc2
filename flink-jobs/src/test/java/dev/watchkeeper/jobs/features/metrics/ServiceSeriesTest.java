package dev.watchkeeper.jobs.features.metrics;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceSeriesTest {

    private static final Entity PAYMENT = Telemetry.service("payment");
    private static final Windows WINDOWS = new Windows(10_000, 1_000);
    private static final long FORGET = 300_000;

    private KeyedOneInputStreamOperatorTestHarness<String, SeriesPoint, SeriesPoint> series;

    @BeforeEach
    void open() throws Exception {
        series = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ServiceSeries(WINDOWS, FORGET)), ServiceSeries::key, Types.STRING);
        series.open();
    }

    @AfterEach
    void close() throws Exception {
        series.close();
    }

    @Test
    void instances_areAddedUpByTheirSignal() throws Exception {
        for (String instance : List.of("b", "a")) {
            double value = instance.equals("a") ? 1 : 3;
            send(instance, Signal.OTHER, "requests", "rate", 5_000, value);
            send(instance, Signal.CPU, "jvm.cpu.time", "rate", 5_000, value);
            send(instance, Signal.LATENCY, "db.duration", "p99", 5_000, value);
            send(instance, Signal.OTHER, "queue.fill", "value", 5_000, value);
        }
        pass(10_000);
        assertThat(series.extractOutputValues())
                .allSatisfy(point -> assertThat(point.getEntity()).isEqualTo(PAYMENT))
                .allSatisfy(point -> assertThat(point.getTimeMillis()).isEqualTo(T0 + 10_000))
                .extracting(point -> point.getMetric() + " " + point.getValue())
                .containsExactlyInAnyOrder("requests 4.0", "jvm.cpu.time 2.0", "db.duration 3.0", "queue.fill 2.0");
    }

    @Test
    void severalPointsOfAWindow_countAsTheirMean() throws Exception {
        gauge("a", 1_000, 10);
        gauge("a", 6_000, 20);
        pass(10_000);
        assertThat(values()).containsExactly("10000 15.0 OK");
    }

    @Test
    void instanceSampledSlowly_standsUntilItsNextSample() throws Exception {
        for (long time = 5_000; time < 200_000; time += 60_000) {
            gauge("a", time, 10);
            pass(time + 5_000);
            gauge("b", time + 30_000, 20);
            pass(time + 35_000);
        }
        // At first an instance is not known to be slow.
        assertThat(values().subList(4, 8))
                .containsExactly("130000 15.0 OK", "160000 15.0 OK", "190000 15.0 OK", "220000 15.0 OK");
    }

    @Test
    void instanceThatComesOrGoes_startsTheLevelAnew() throws Exception {
        gauge("a", 5_000, 10);
        pass(10_000);
        gauge("a", 15_000, 10);
        gauge("b", 15_000, 30);
        pass(20_000);
        for (long time = 25_000; time <= 55_000; time += 10_000) {
            gauge("a", time, 10);
            pass(time + 5_000);
        }
        assertThat(values())
                .containsExactly(
                        "10000 10.0 OK",
                        "20000 20.0 RESTART",
                        "30000 10.0 RESTART",
                        "40000 10.0 OK",
                        "50000 10.0 OK",
                        "60000 10.0 OK");
    }

    @Test
    void gapOfAnInstance_isNoneOfTheService() throws Exception {
        gauge("a", 5_000, Double.NaN);
        gauge("b", 5_000, 30);
        pass(10_000);
        assertThat(values()).containsExactly("10000 30.0 OK");
    }

    @Test
    void serviceThatWritesTheSeriesItself_getsNoSecondOne() throws Exception {
        gauge(null, 5_000, 1);
        gauge("a", 5_000, 2);
        pass(10_000);
        assertThat(values()).isEmpty();
    }

    @Test
    void seriesWithoutPoints_isForgotten() throws Exception {
        gauge("a", 5_000, 10);
        pass(10_000);
        gauge("a", 15_000, 10);
        pass(20_000);
        assertThat(series.numKeyedStateEntries()).isPositive();
        pass(20_000 + 2 * FORGET);
        assertThat(series.numKeyedStateEntries()).isZero();
        assertThat(series.numEventTimeTimers()).isZero();
    }

    private List<String> values() {
        return series.extractOutputValues().stream()
                .map(point -> (point.getTimeMillis() - T0) + " " + point.getValue() + " " + point.getState())
                .toList();
    }

    private void gauge(@Nullable String instance, long time, double value) throws Exception {
        send(instance, Signal.MEMORY, "jvm.memory.used", "value", time, value);
    }

    private void send(
            @Nullable String instance, Signal signal, String metric, String statistic, long time, double value)
            throws Exception {
        series.processElement(new StreamRecord<>(Points.of(
                instance == null ? PAYMENT : EntityKeys.instance(PAYMENT, instance),
                metric,
                Map.of(),
                statistic,
                signal,
                "1",
                T0 + time,
                value,
                PointState.OK,
                0,
                0,
                null,
                List.of())));
    }

    /** Closes the window that ends then. */
    private void pass(long end) throws Exception {
        series.processWatermark(T0 + WINDOWS.closing(end));
    }
}
