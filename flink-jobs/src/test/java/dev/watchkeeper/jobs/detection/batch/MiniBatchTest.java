package dev.watchkeeper.jobs.detection.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.detection.bench.StandInModels;
import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.scoring.LoadedModel;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MiniBatchTest {

    private static final int ROWS = 4;
    private final MiniBatch<Integer, String> operator = new MiniBatch<>(new Doubling(), ROWS, 100);
    private OneInputStreamOperatorTestHarness<Integer, String> harness;

    /** A row holds the element itself, so the margin is the element; a negative one has no numbers. */
    private static final class Doubling implements BatchScoring<Integer, String> {

        @Override
        public LoadedModel load() {
            return StandInModels.refusing();
        }

        @Override
        public void row(Integer element, float[] rows, int offset) {
            for (int i = 0; i < Residual.FEATURES; i++) {
                rows[offset + i] = element < 0 ? Float.NaN : element;
            }
        }

        @Override
        public String scored(Integer element, float margin) {
            return element + "=" + margin;
        }

        @Override
        public String refused(Integer element, String reason) {
            return element + " " + reason;
        }
    }

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(operator);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void rows_waitUntilThereAreEnough() throws Exception {
        send(1, 2, 3);
        assertThat(values()).isEmpty();

        send(4);
        assertThat(values()).containsExactly("1=1.0", "2=2.0", "3=3.0", "4=4.0");
    }

    @Test
    void row_thatTheModelRefuses_isToldAsSuch_inItsPlace() throws Exception {
        send(1, -2, 3, -4);

        assertThat(values())
                .containsExactly(
                        "1=1.0",
                        "-2 the model refuses rows in which a number is missing",
                        "3=3.0",
                        "-4 the model refuses rows in which a number is missing");
    }

    @Test
    void rows_thatTheModelRefusesAll_areNoRunOfIt() throws Exception {
        send(-1, -2);
        harness.endInput();

        assertThat(values()).hasSize(2).allMatch(told -> told.contains("the model refuses"));
    }

    @Test
    void watermark_comesBehindWhatWasBeforeIt() throws Exception {
        send(1, 2);
        harness.processWatermark(10);

        Object[] output = harness.getOutput().toArray();
        assertThat(output).hasSize(3);
        assertThat(output[0]).isEqualTo(new StreamRecord<>("1=1.0", 1));
        assertThat(output[2]).isEqualTo(new Watermark(10));
    }

    @Test
    void barrier_findsNothingWaiting_andNoState() throws Exception {
        send(1, 2);
        harness.prepareSnapshotPreBarrier(1);

        assertThat(operator.waiting()).isZero();
        assertThat(values()).containsExactly("1=1.0", "2=2.0");
        OperatorSubtaskState state = harness.snapshot(1, 1);
        assertThat(state.hasState()).isFalse();
    }

    @Test
    void row_thatIsAlone_waitsNoLongerThanTold() throws Exception {
        harness.setProcessingTime(1_000);
        send(1);
        harness.setProcessingTime(1_099);
        assertThat(values()).isEmpty();

        harness.setProcessingTime(1_100);
        assertThat(values()).containsExactly("1=1.0");
    }

    @Test
    void endOfInput_leavesNothingBehind() throws Exception {
        send(1);
        harness.endInput();

        assertThat(values()).containsExactly("1=1.0");
    }

    private void send(int... values) throws Exception {
        for (int value : IntStream.of(values).toArray()) {
            harness.processElement(value, value);
        }
    }

    private List<String> values() {
        Queue<Object> output = harness.getOutput();
        return output.stream()
                .filter(element -> element instanceof StreamRecord)
                .map(element -> String.valueOf(((StreamRecord<?>) element).getValue()))
                .toList();
    }
}
