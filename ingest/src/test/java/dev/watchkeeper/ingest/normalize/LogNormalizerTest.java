package dev.watchkeeper.ingest.normalize;

import static dev.watchkeeper.ingest.Otlp.NANOS;
import static dev.watchkeeper.ingest.Otlp.attribute;
import static dev.watchkeeper.ingest.Otlp.bytes;
import static dev.watchkeeper.ingest.Otlp.log;
import static dev.watchkeeper.ingest.Otlp.logs;
import static dev.watchkeeper.ingest.Otlp.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import dev.watchkeeper.schemas.record.LogRecord;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import org.junit.jupiter.api.Test;

final class LogNormalizerTest {

    private final LogNormalizer normalizer = new LogNormalizer(Bounds.DEFAULTS);

    private Normalized<LogRecord> normalize(io.opentelemetry.proto.logs.v1.LogRecord.Builder sent) {
        return normalizer.normalize(logs(service("orders"), sent.build()), new Sender("default", "test"), NANOS);
    }

    private LogRecord only(io.opentelemetry.proto.logs.v1.LogRecord.Builder sent) {
        Normalized<LogRecord> normalized = normalize(sent);
        assertThat(normalized.rejections()).isEmpty();
        return normalized.records().get(0);
    }

    @Test
    void log_valid_keepsWhatTheSchemaSays() {
        LogRecord made = only(log("payment 17 failed")
                .setSeverityText("ERROR")
                .setObservedTimeUnixNano(NANOS + 1)
                .setTraceId(bytes(16, 1))
                .setSpanId(bytes(8, 2))
                .setEventName("payment.failed")
                .addAttributes(attribute("code", 7)));
        assertThat(made.getTimeUnixNano()).isEqualTo(NANOS);
        assertThat(made.getObservedUnixNano()).isEqualTo(NANOS + 1);
        assertThat(made.getSeverity()).isEqualTo(17);
        assertThat(made.getSeverityText()).isEqualTo("ERROR");
        assertThat(made.getBody()).isEqualTo("payment 17 failed");
        assertThat(made.getTraceId()).isEqualTo("01".repeat(16));
        assertThat(made.getSpanId()).isEqualTo("02".repeat(8));
        assertThat(made.getEventName()).isEqualTo("payment.failed");
        assertThat(made.getAttributes()).containsEntry("code", "7");
    }

    @Test
    void time_absent_isTheObservedOne() {
        assertThat(only(log("x").setTimeUnixNano(0).setObservedTimeUnixNano(NANOS - 3))
                        .getTimeUnixNano())
                .isEqualTo(NANOS - 3);
    }

    @Test
    void time_noneAtAll_isRefused() {
        assertThat(normalize(log("x").setTimeUnixNano(0)).rejections())
                .extracting(Rejection::reason)
                .containsExactly(Reason.TIME_BEFORE);
    }

    @Test
    void severity_outOfRange_isUnknown() {
        assertThat(only(log("x").setSeverityNumberValue(25)).getSeverity()).isZero();
        assertThat(only(log("x").setSeverityNumberValue(-1)).getSeverity()).isZero();
        assertThat(only(log("x").setSeverityNumberValue(24)).getSeverity()).isEqualTo(24);
    }

    @Test
    void ids_zero_areNone() {
        LogRecord made = only(log("x").setTraceId(bytes(16, 0)).setSpanId(bytes(8, 0)));
        assertThat(made.getTraceId()).isNull();
        assertThat(made.getSpanId()).isNull();
    }

    @Test
    void ids_ofWrongLength_areRefused() {
        assertThat(normalize(log("x").setTraceId(bytes(15, 1))).rejections())
                .extracting(Rejection::reason)
                .containsExactly(Reason.BAD_ID);
    }

    @Test
    void body_structured_isJson() {
        AnyValue body = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder()
                        .addValues(attribute("msg", "say \"hi\"\n"))
                        .addValues(KeyValue.newBuilder()
                                .setKey("list")
                                .setValue(AnyValue.newBuilder()
                                        .setArrayValue(ArrayValue.newBuilder()
                                                .addValues(AnyValue.newBuilder().setIntValue(1))
                                                .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                                                .addValues(AnyValue.newBuilder().setBoolValue(true))
                                                .addValues(AnyValue.getDefaultInstance())))))
                .build();
        assertThat(only(log("x").setBody(body)).getBody())
                .isEqualTo("{\"msg\":\"say \\\"hi\\\"\\n\",\"list\":[1,\"NaN\",true,null]}");
    }

    @Test
    void body_overTheBound_isCutButNotWithinACharacter() {
        assertThat(only(log("x".repeat(40_000))).getBody()).hasSize(32 * 1024);
        String faces = "x" + "\uD83D\uDE00".repeat(20_000);
        assertThat(only(log(faces)).getBody()).hasSize(32 * 1024 - 1).endsWith("\uD83D\uDE00");
    }
}
