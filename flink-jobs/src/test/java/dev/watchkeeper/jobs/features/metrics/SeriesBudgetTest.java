package dev.watchkeeper.jobs.features.metrics;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
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

class SeriesBudgetTest {

    private static final long FORGET = 3_600_000;

    private KeyedOneInputStreamOperatorTestHarness<String, StreamPoint, SeriesPoint> budget;

    @BeforeEach
    void open() throws Exception {
        budget = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new SeriesBudget(2, FORGET)), SeriesBudget::process, Types.STRING);
        budget.open();
    }

    @AfterEach
    void close() throws Exception {
        budget.close();
    }

    @Test
    void seriesBeyondTheBudget_areRefusedWithTheirNumber() throws Exception {
        for (String name : List.of("d", "c", "b", "a")) {
            send("s-" + name, name, 1_000);
        }
        budget.processWatermark(T0 + 1_000);
        assertThat(budget.extractOutputValues())
                .extracting(SeriesPoint::getMetric)
                .containsExactly("a", "b"); // by name, whatever came first
        assertThat(rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getReason()).isEqualTo("CARDINALITY");
            assertThat(rejected.getCount()).isEqualTo(2);
        });
    }

    @Test
    void admittedSeries_goesOn() throws Exception {
        send("s-a", "a", 1_000);
        send("s-b", "b", 1_000);
        send("s-a", "a", 2_000);
        budget.processWatermark(T0 + 2_000);
        assertThat(budget.extractOutputValues()).hasSize(3);
        assertThat(rejected()).isEmpty();
    }

    @Test
    void secondStreamAtTheSameTime_isRefused() throws Exception {
        send("stream-2", "a", 1_000);
        send("stream-1", "a", 1_000);
        budget.processWatermark(T0 + 1_000);
        assertThat(budget.extractOutputValues()).hasSize(1);
        assertThat(rejected()).extracting(Rejected::getReason).containsExactly("SERIES_SHARED");
    }

    @Test
    void placeOfASeriesUnseen_isGivenUp() throws Exception {
        send("s-a", "a", 1_000);
        send("s-b", "b", 1_000);
        budget.processWatermark(T0 + 1_000 + FORGET - 1);
        send("s-c", "c", 1_000 + FORGET);
        budget.processWatermark(T0 + 1_000 + FORGET);
        assertThat(rejected()).hasSize(1); // a place was free only once this was judged
        send("s-c", "c", 2_000 + FORGET);
        budget.processWatermark(T0 + 2_000 + FORGET);
        assertThat(budget.extractOutputValues())
                .extracting(SeriesPoint::getMetric)
                .containsExactly("a", "b", "c");
    }

    private void send(String stream, String metric, long time) throws Exception {
        SeriesPoint point = Points.of(
                Telemetry.service("orders"),
                metric,
                Map.of(),
                "value",
                Signal.OTHER,
                "1",
                T0 + time,
                1,
                PointState.OK,
                0,
                0,
                null,
                List.of());
        budget.processElement(new StreamRecord<>(new StreamPoint(stream, point)));
    }

    private List<Rejected> rejected() {
        Queue<StreamRecord<Rejected>> side = budget.getSideOutput(Rejections.TAG);
        return side == null
                ? List.of()
                : side.stream().map(StreamRecord::getValue).toList();
    }
}
