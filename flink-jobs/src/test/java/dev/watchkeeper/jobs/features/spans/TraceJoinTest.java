package dev.watchkeeper.jobs.features.spans;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static dev.watchkeeper.jobs.kit.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceJoinTest {

    private static final long HOLD = 60_000;
    private static final long CLOSING = 10_000 + 1_000;

    private KeyedOneInputStreamOperatorTestHarness<String, Span, TraceFacts> join;

    @BeforeEach
    void open() throws Exception {
        join = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TraceJoin(new Windows(10_000, 1_000), HOLD, 3)),
                Span::getTraceId,
                Types.STRING);
        join.open();
    }

    @AfterEach
    void close() throws Exception {
        join.close();
    }

    @Test
    void window_oneMillisecondBeforeItCloses_saysNothing() throws Exception {
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 100));
        join.processWatermark(T0 + CLOSING - 1);
        assertThat(join.extractOutputValues()).isEmpty();
        join.processWatermark(T0 + CLOSING);
        assertThat(join.extractOutputValues()).singleElement().satisfies(facts -> {
            assertThat(facts.windowEnd()).isEqualTo(T0 + 10_000);
            assertThat(facts.requests()).hasSize(1);
        });
    }

    @Test
    void callOfAnEarlierWindow_isTakenAwayFromALongRequest() throws Exception {
        send(span("a", 1, 2, 1, SpanKind.CLIENT, 1_000, 4_000));
        join.processWatermark(T0 + CLOSING);
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 15_000));
        join.processWatermark(T0 + CLOSING + 10_000);
        assertThat(join.extractOutputValues())
                .flatExtracting(TraceFacts::requests)
                .singleElement()
                .satisfies(request -> assertThat(request.selfNanos()).isEqualTo(11_000 * 1_000_000L));
    }

    @Test
    void copy_beforeTheHoldEnds_isRefused() throws Exception {
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 100));
        join.processWatermark(T0 + CLOSING + HOLD - 1);
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 100));
        assertThat(rejected()).extracting(Rejected::getReason).containsExactly("DUPLICATE");
    }

    @Test
    void copy_whenTheHoldHasEnded_isUnknownAgain() throws Exception {
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 100));
        join.processWatermark(T0 + CLOSING + HOLD);
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 100));
        assertThat(rejected()).isEmpty();
    }

    @Test
    void forgottenTrace_leavesNoState() throws Exception {
        send(span("a", 1, 1, null, SpanKind.SERVER, 0, 100));
        assertThat(join.numKeyedStateEntries()).isPositive();
        join.processWatermark(T0 + CLOSING + HOLD);
        assertThat(join.numKeyedStateEntries()).isZero();
        assertThat(join.numEventTimeTimers()).isZero();
    }

    @Test
    void traceOfTooManySpans_isRefusedBeyondTheBound() throws Exception {
        for (int id = 1; id <= 4; id++) {
            send(span("a", 1, id, null, SpanKind.SERVER, 0, 100));
        }
        assertThat(rejected()).extracting(Rejected::getReason).containsExactly("TRACE_TOO_LARGE");
        join.processWatermark(T0 + CLOSING);
        assertThat(join.extractOutputValues())
                .flatExtracting(TraceFacts::requests)
                .hasSize(3);
    }

    @Test
    void spanInState_takesAtMost256Bytes() throws IOException {
        Span span = span("inventory", 1, 4, 2, SpanKind.CLIENT, 15, 30)
                .setAttributes(Map.of("db.system.name", "postgresql", "db.namespace", "inventory"))
                .build();
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        TypeInformation.of(SpanFact.class)
                .createSerializer(new SerializerConfigImpl())
                .serialize(SpanFact.of(span), bytes);
        // The key of the map, 16 digits with their length, comes on top: this is what deduplication costs an id.
        assertThat(bytes.length() + 17).isBetween(100, 256);
    }

    private void send(Span.Builder span) throws Exception {
        join.processElement(new StreamRecord<>(span.build()));
    }

    private List<Rejected> rejected() {
        Queue<StreamRecord<Rejected>> side = join.getSideOutput(Rejections.TAG);
        return side == null
                ? List.of()
                : side.stream()
                        .map(record -> Objects.requireNonNull(record.getValue()))
                        .toList();
    }
}
