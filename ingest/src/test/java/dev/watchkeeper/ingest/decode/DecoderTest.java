package dev.watchkeeper.ingest.decode;

import static dev.watchkeeper.ingest.Otlp.attribute;
import static dev.watchkeeper.ingest.Otlp.bytes;
import static dev.watchkeeper.ingest.Otlp.gauge;
import static dev.watchkeeper.ingest.Otlp.log;
import static dev.watchkeeper.ingest.Otlp.logs;
import static dev.watchkeeper.ingest.Otlp.metrics;
import static dev.watchkeeper.ingest.Otlp.number;
import static dev.watchkeeper.ingest.Otlp.service;
import static dev.watchkeeper.ingest.Otlp.span;
import static dev.watchkeeper.ingest.Otlp.spans;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DecoderTest {

    private final Decoder decoder = new Decoder(1000);

    private Reason refusal(Signal<?> signal, Encoding encoding, byte[] body) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> decoder.decode(signal, encoding, body));
        assertThat(refused).as("refusal of " + body.length + " bytes").isNotNull();
        assertThat(refused.detail()).isNotBlank();
        return refused.reason();
    }

    static Stream<Arguments> badInput() {
        byte[] valid = spans(service("orders"), span().build()).toByteArray();
        byte[] cut = Arrays.copyOf(valid, valid.length - 3);
        String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\"}]}]}]}";
        return Stream.of(
                arguments("text", Signal.SPANS, Encoding.PROTOBUF, utf8("hello, world"), Reason.NOT_OTLP),
                arguments("html", Signal.SPANS, Encoding.PROTOBUF, utf8("<html>"), Reason.NOT_OTLP),
                arguments("truncated", Signal.SPANS, Encoding.PROTOBUF, cut, Reason.TRUNCATED),
                arguments(
                        "unknown fields only",
                        Signal.SPANS,
                        Encoding.PROTOBUF,
                        new byte[] {(byte) 0x98, 0x06, 1},
                        Reason.NOT_OTLP),
                arguments(
                        "bad utf-8",
                        Signal.SPANS,
                        Encoding.PROTOBUF,
                        new byte[] {0x0a, 0x03, 0x1a, 0x01, (byte) 0xff},
                        Reason.NOT_OTLP),
                arguments("deep", Signal.SPANS, Encoding.PROTOBUF, deep(60).toByteArray(), Reason.TOO_DEEP),
                arguments("json truncated", Signal.SPANS, Encoding.JSON, utf8(json.substring(0, 40)), Reason.TRUNCATED),
                arguments("json array", Signal.SPANS, Encoding.JSON, utf8("[]"), Reason.NOT_OTLP),
                arguments("no json", Signal.SPANS, Encoding.JSON, utf8("resourceSpans"), Reason.NOT_OTLP),
                arguments("json of another", Signal.METRICS, Encoding.JSON, utf8(json), Reason.NOT_OTLP),
                arguments("json and more", Signal.SPANS, Encoding.JSON, utf8(json + json), Reason.NOT_OTLP),
                arguments("empty", Signal.SPANS, Encoding.JSON, new byte[0], Reason.NOT_OTLP),
                arguments(
                        "wrong type",
                        Signal.SPANS,
                        Encoding.JSON,
                        utf8("{\"resourceSpans\":[{\"scopeSpans\":7}]}"),
                        Reason.NOT_OTLP),
                arguments(
                        "deep json",
                        Signal.SPANS,
                        Encoding.JSON,
                        utf8("{\"resourceSpans\":[{\"x\":" + "[".repeat(300) + "]".repeat(300) + "}]}"),
                        Reason.TOO_DEEP),
                arguments("deep json value", Signal.SPANS, Encoding.JSON, utf8(deepJson(100)), Reason.TOO_DEEP),
                arguments(
                        "too many json objects",
                        Signal.SPANS,
                        Encoding.JSON,
                        utf8("{\"resourceSpans\":[" + "{},".repeat(1000) + "{}]}"),
                        Reason.TOO_LARGE),
                arguments(
                        "too many skipped json objects",
                        Signal.SPANS,
                        Encoding.JSON,
                        utf8("{\"unknown\":[" + "{},".repeat(1000) + "{}]}"),
                        Reason.TOO_LARGE),
                arguments(
                        "too many messages",
                        Signal.SPANS,
                        Encoding.PROTOBUF,
                        repeated(new byte[] {0x0a, 0}, 1001),
                        Reason.TOO_LARGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void badInput_isRefusedWithItsReason(
            String situation, Signal<?> signal, Encoding encoding, byte[] body, Reason expected) {
        assertThat(refusal(signal, encoding, body)).as(situation).isEqualTo(expected);
    }

    @Test
    void everyPrefix_ofAValidRequest_isReadOrRefusedButNothingElse() throws BadInput {
        byte[] valid = metrics(service("orders"), gauge("g", number(1).addAttributes(attribute("a", 1))))
                .toByteArray();
        for (int length = 0; length < valid.length; length++) {
            byte[] prefix = Arrays.copyOf(valid, length);
            try {
                decoder.decode(Signal.METRICS, Encoding.PROTOBUF, prefix);
                assertThat(length).as("a prefix that reads").isZero();
            } catch (BadInput e) {
                assertThat(e.reason()).isIn(Reason.TRUNCATED, Reason.NOT_OTLP);
            }
        }
    }

    @Test
    void messages_atTheBound_areRead() throws BadInput {
        assertThat(decoder.decode(Signal.SPANS, Encoding.PROTOBUF, repeated(new byte[] {0x0a, 0}, 1000))
                        .getResourceSpansCount())
                .isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void memoryOfMessages_isAskedForBeforeItIsTaken(Encoding encoding) throws BadInput {
        int messages = 3 * Budget.STEP;
        byte[] body = encoding == Encoding.JSON
                ? utf8("{\"resourceSpans\":[" + "{},".repeat(messages - 1) + "{}]}")
                : repeated(new byte[] {0x0a, 0}, messages);
        AtomicLong asked = new AtomicLong();
        new Decoder(10_000).decode(Signal.SPANS, encoding, body, asked::addAndGet);
        assertThat(asked).hasValue(messages * Budget.MESSAGE_BYTES);
        assertThatThrownBy(() -> new Decoder(10_000).decode(Signal.SPANS, encoding, body, bytes -> {
                    throw new IllegalStateException("no room");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room");
    }

    @Test
    void unknownFields_beside_known_areNotKept() throws BadInput {
        byte[] known = spans(service("orders"), span().build()).toByteArray();
        byte[] unknown = {(byte) 0x98, 0x06, 0x01}; // field 99, a number
        byte[] both = Arrays.copyOf(known, known.length + unknown.length);
        System.arraycopy(unknown, 0, both, known.length, unknown.length);
        var request = decoder.decode(Signal.SPANS, Encoding.PROTOBUF, both);
        assertThat(request.getUnknownFields().asMap()).isEmpty();
        assertThat(request).isEqualTo(decoder.decode(Signal.SPANS, Encoding.PROTOBUF, known));
    }

    @Test
    void nothing_isAnEmptyRequest() throws BadInput {
        assertThat(decoder.decode(Signal.LOGS, Encoding.PROTOBUF, new byte[0])).isEqualTo(Signal.LOGS.empty());
        assertThat(decoder.decode(Signal.LOGS, Encoding.JSON, utf8("{}"))).isEqualTo(Signal.LOGS.empty());
    }

    @Test
    void json_asOtlpWritesIt_isRead() throws BadInput {
        String json = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},
                  "scopeSpans":[{"spans":[{"traceId":"ABABABABABABABABABABABABABABABAB","spanId":"cdcdcdcdcdcdcdcd",
                    "parentSpanId":"","name":"GET /orders","kind":2,"flags":257,"futureField":{"a":[1,{"b":null}]},
                    "startTimeUnixNano":"1772366399995000000","endTimeUnixNano":1772366400000000000,
                    "status":{"code":"STATUS_CODE_UNSET"},"traceState":null}]}]}]}
                """;
        assertThat(decoder.decode(Signal.SPANS, Encoding.JSON, utf8(json)))
                .isEqualTo(spans(
                        service("orders"),
                        span().setFlags(257)
                                .setStatus(Status.getDefaultInstance())
                                .build()));
    }

    @Test
    void json_namedEnum_isRead() throws BadInput {
        String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"SPAN_KIND_CLIENT\"}]}]}]}";
        assertThat(decoder.decode(Signal.SPANS, Encoding.JSON, utf8(json))
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getKind())
                .isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    }

    @Test
    void json_idThatIsNoHex_spoilsOnlyItsOwnRecord() throws BadInput {
        String json =
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"W47/95gDgQPSabYzgT/GDA==\"}]}]}]}";
        assertThat(decoder.decode(Signal.SPANS, Encoding.JSON, utf8(json))
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getTraceId()
                        .size())
                .isNotEqualTo(16);
    }

    @Test
    void json_attributeNamedLikeAnId_isLeftAsItIs() throws BadInput {
        String json = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"" + "01".repeat(16)
                + "\",\"attributes\":[{\"key\":\"traceId\",\"value\":{\"stringValue\":\"0102\"}}]}]}]}]}";
        var read = decoder.decode(Signal.LOGS, Encoding.JSON, utf8(json))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0);
        assertThat(read.getTraceId()).isEqualTo(bytes(16, 1));
        assertThat(read.getAttributes(0)).isEqualTo(attribute("traceId", "0102"));
    }

    @Test
    void sniff_looksAtTheFirstByte() {
        assertThat(Encoding.sniff(utf8(" \n{\"resourceLogs\":[]}"))).isEqualTo(Encoding.JSON);
        assertThat(Encoding.sniff(logs(service("a"), log("{").build()).toByteArray()))
                .isEqualTo(Encoding.PROTOBUF);
        assertThat(Encoding.sniff(new byte[0])).isEqualTo(Encoding.PROTOBUF);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] repeated(byte[] unit, int times) {
        byte[] all = new byte[unit.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(unit, 0, all, i * unit.length, unit.length);
        }
        return all;
    }

    private static Message deep(int levels) {
        AnyValue value = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 0; i < levels; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        ExportTraceServiceRequest request = spans(
                service("orders"),
                span().addAttributes(KeyValue.newBuilder().setKey("deep").setValue(value))
                        .build());
        return request;
    }

    private static String deepJson(int levels) {
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"deep\",\"value\":"
                + "{\"arrayValue\":{\"values\":[".repeat(levels)
                + "]}}".repeat(levels)
                + "}]}}]}";
    }
}
