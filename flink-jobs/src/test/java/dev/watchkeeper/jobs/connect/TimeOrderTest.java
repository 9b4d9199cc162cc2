package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeOrderTest {

    private static final long LAG = 1_000;
    private static final long BOUND = 5_000;

    private KeyedOneInputStreamOperatorTestHarness<Integer, Tuple2<Integer, Rejected>, Tuple2<Integer, Rejected>> order;

    @BeforeEach
    void open() throws Exception {
        order = harness();
        order.open();
    }

    @AfterEach
    void close() throws Exception {
        order.close();
    }

    @Test
    void backlog_readTenMinutesAheadOfTheOtherKind_makesNothingLate() throws Exception {
        for (long time = 0; time <= 600_000; time += 5_000) {
            send(0, "metric", time);
        }
        for (long time = 10_000; time <= 600_000; time += 10_000) {
            order.processWatermark(time - 1);
            send(0, "service", time);
        }
        order.processWatermark(600_000 + LAG);

        assertThat(times(0)).hasSize(121 + 60).isSorted();
        Lateness reader = new Lateness(BOUND);
        assertThat(times(0)).allMatch(time -> !reader.isLate(0, time));
    }

    @Test
    void record_waitsForTheWatermarkAndTheLag() throws Exception {
        send(0, "a", 10_000);
        order.processWatermark(10_000 + LAG - 1);
        assertThat(order.extractOutputValues()).isEmpty();
        order.processWatermark(10_000 + LAG);
        assertThat(order.extractOutputValues()).hasSize(1);
    }

    @Test
    void recordsOfOneTime_areInTheOrderOfTheirKeys() throws Exception {
        send(0, "b", 10_000);
        send(0, "c", 10_000);
        send(0, "a", 10_000);
        order.processWatermark(20_000);
        assertThat(order.extractOutputValues())
                .extracting(placed -> placed.f1.getSource())
                .containsExactly("a", "b", "c");
    }

    @Test
    void partitions_areOrderedEachByItself() throws Exception {
        send(1, "a", 20_000);
        send(0, "a", 10_000);
        send(1, "a", 5_000);
        order.processWatermark(30_000);
        assertThat(times(0)).containsExactly(10_000L);
        assertThat(times(1)).containsExactly(5_000L, 20_000L);
    }

    @Test
    void restored_holdsWhatItHeld() throws Exception {
        send(0, "late", 20_000);
        send(0, "early", 10_000);
        OperatorSubtaskState state = order.snapshot(1, 1);
        order.close();
        order = harness();
        order.initializeState(state);
        order.open();
        order.processWatermark(30_000);
        assertThat(times(0)).containsExactly(10_000L, 20_000L);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Tuple2<Integer, Rejected>, Tuple2<Integer, Rejected>>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new TimeOrder<>(AvroTypes.of(Rejected.class), Rejected::getSource, Rejected::getTimeMillis, LAG),
                placed -> placed.f0,
                Types.INT);
    }

    private void send(int partition, String key, long time) throws Exception {
        Rejected record = Rejections.of(key, "TEST", Fault.SENDER, "", "test", time);
        order.processElement(Tuple2.of(partition, record), time);
    }

    private List<Long> times(int partition) {
        List<Long> times = new ArrayList<>();
        order.extractOutputValues().stream()
                .filter(placed -> placed.f0 == partition)
                .forEach(placed -> times.add(placed.f1.getTimeMillis()));
        return times;
    }
}
