package dev.watchkeeper.jobs.features.metrics;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static dev.watchkeeper.jobs.kit.Telemetry.gauge;
import static dev.watchkeeper.jobs.kit.Telemetry.point;
import static dev.watchkeeper.jobs.kit.Telemetry.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Temporality;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamReadingTest {

    private static final long FORGET = 3_600_000;

    private KeyedOneInputStreamOperatorTestHarness<String, MetricPoint, StreamPoint> reading;

    @BeforeEach
    void open() throws Exception {
        reading = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new StreamReading(FORGET)), MetricPoint::getStream, Types.STRING);
        reading.open();
    }

    @AfterEach
    void close() throws Exception {
        reading.close();
    }

    @Test
    void pointsOutOfOrder_areReadInTheOrderOfTheirTimes() throws Exception {
        total(30_000, 300);
        total(10_000, 100);
        total(20_000, 150);
        reading.processWatermark(T0 + 30_000);
        assertThat(reading.extractOutputValues())
                .extracting(read -> read.point().getValue())
                .containsExactly(5.0, 15.0);
    }

    @Test
    void point_waitsForTheWatermark() throws Exception {
        send(10_000, gauge(1));
        reading.processWatermark(T0 + 9_999);
        assertThat(reading.extractOutputValues()).isEmpty();
        reading.processWatermark(T0 + 10_000);
        assertThat(reading.extractOutputValues()).hasSize(1);
    }

    @Test
    void pointOfTheSameTime_isADuplicate() throws Exception {
        send(10_000, gauge(1));
        send(10_000, gauge(2));
        send(10_001, gauge(3));
        reading.processWatermark(T0 + 20_000);
        assertThat(reading.extractOutputValues())
                .extracting(read -> read.point().getValue())
                .containsExactly(1.0, 3.0);
        assertThat(rejected()).containsExactly("DUPLICATE");
    }

    @Test
    void sumOfUnknownTemporality_isRefused() throws Exception {
        send(10_000, sum(1, Temporality.UNSPECIFIED));
        assertThat(rejected()).containsExactly("TEMPORALITY_UNSPECIFIED");
    }

    @Test
    void valueThatIsNoNumber_isRefused() throws Exception {
        send(10_000, gauge(Double.NaN));
        send(11_000, sum(Double.POSITIVE_INFINITY, Temporality.DELTA));
        assertThat(rejected()).containsExactly("NOT_FINITE", "NOT_FINITE");
    }

    @Test
    void series_isTheInstances() throws Exception {
        send(10_000, gauge(1));
        reading.processWatermark(T0 + 10_000);
        assertThat(reading.extractOutputValues().get(0).point().getSeries())
                .isEqualTo("default/service_instance/demo/shop/orders/orders-1|metric|value|pool=a");
    }

    @Test
    void idleStream_isForgottenAfterItsTime_notBefore() throws Exception {
        total(10_000, 100);
        reading.processWatermark(T0 + 10_000 + FORGET - 1);
        assertThat(reading.numKeyedStateEntries()).isPositive();
        reading.processWatermark(T0 + 10_000 + FORGET);
        assertThat(reading.numKeyedStateEntries()).isZero();
        assertThat(reading.numEventTimeTimers()).isZero();
    }

    @Test
    void streamThatGoesOn_isNotForgotten() throws Exception {
        total(10_000, 100);
        reading.processWatermark(T0 + 10_000);
        total(10_000 + FORGET, 100); // at the very time when it would be forgotten
        reading.processWatermark(T0 + 10_000 + FORGET);
        assertThat(reading.numKeyedStateEntries()).isPositive();
        reading.processWatermark(T0 + 10_000 + 2 * FORGET);
        assertThat(reading.numKeyedStateEntries()).isZero();
    }

    private void total(long time, double value) throws Exception {
        send(time, sum(value, Temporality.CUMULATIVE));
    }

    private void send(long time, Object data) throws Exception {
        reading.processElement(new StreamRecord<>(point("orders", "metric", Map.of("pool", "a"), time)
                .setData(data)
                .build()));
    }

    private List<String> rejected() {
        Queue<StreamRecord<Rejected>> side = reading.getSideOutput(Rejections.TAG);
        return side == null
                ? List.of()
                : side.stream().map(record -> record.getValue().getReason()).toList();
    }
}
