package dev.watchkeeper.jobs.features.services;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.features.spans.Latencies;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceWindowsTest {

    private static final Windows WINDOWS = new Windows(10_000, 1_000);

    private KeyedBroadcastOperatorTestHarness<String, ServiceInput, Heartbeat, SeriesPoint> service;

    @BeforeEach
    void open() throws Exception {
        service = ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                new ServiceWindows(WINDOWS, new ServiceLimits(3_600_000, 300_000, 50)),
                ServiceInput::key,
                Types.STRING,
                ServiceWindows.WITNESSED);
    }

    @AfterEach
    void close() throws Exception {
        service.close();
    }

    @Test
    void gapOfThePlatform_givesNoZeros_silenceOfTheServiceDoes() throws Exception {
        requests(10_000);
        beat(5_000);
        pass(11_000); // a window with requests, then three that nobody witnessed
        pass(41_000);
        beat(45_000);
        pass(51_000);
        assertThat(service.extractOutputValues())
                .filteredOn(point -> point.getMetric().equals("span.requests"))
                .extracting(point -> (point.getTimeMillis() - T0) + " " + point.getValue())
                .containsExactly("10000 2.0", "50000 0.0");
        assertThat(Objects.requireNonNull(service.getSideOutput(ServiceWindows.VECTORS)))
                .extracting(StreamRecord::getValue)
                .extracting(FeatureVector::getWindowEndMillis)
                .containsExactly(T0 + 10_000, T0 + 50_000);
    }

    @Test
    void witnesses_areForgottenLongAfterTheirWindowsClosed() throws Exception {
        beat(5_000);
        pass(11_000 + 3_600_000);
        beat(3_620_000);
        assertThat(service.getBroadcastState(ServiceWindows.WITNESSED).contains(T0 + 10_000))
                .isTrue();
        pass(11_001 + 3_600_000);
        beat(3_630_000);
        assertThat(service.getBroadcastState(ServiceWindows.WITNESSED).contains(T0 + 10_000))
                .isFalse();
    }

    private void requests(long windowEnd) throws Exception {
        Latencies latencies = new Latencies();
        latencies.add(1_000_000);
        byte[] some = latencies.encoded();
        service.processElement(new StreamRecord<>(ServiceInput.of(new SpanPartial(
                Telemetry.service("orders"),
                null,
                T0 + windowEnd,
                20,
                0,
                0,
                some,
                some,
                List.of(),
                List.of(),
                List.of()))));
    }

    private void beat(long time) throws Exception {
        service.processBroadcastElement(new StreamRecord<>(new Heartbeat(EntityKeys.synthetic("default"), T0 + time)));
    }

    private void pass(long watermark) throws Exception {
        service.watermark(T0 + watermark);
    }
}
