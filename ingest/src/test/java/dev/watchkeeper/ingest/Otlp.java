package dev.watchkeeper.ingest;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.List;

/** OTLP requests for tests: valid ones, of one record, at one time. */
public final class Otlp {

    /** The time of every valid record. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The same in OTLP's nanoseconds. */
    public static final long NANOS = NOW.getEpochSecond() * 1_000_000_000L;

    private Otlp() {}

    public static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    public static KeyValue attribute(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    /** A resource with a service name and whatever else is given. */
    public static Resource service(String name, KeyValue... others) {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", name))
                .addAllAttributes(List.of(others))
                .build();
    }

    public static ByteString bytes(int length, int fill) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) fill);
        return ByteString.copyFrom(bytes);
    }

    /** A valid server span of 5 ms. */
    public static Span.Builder span() {
        return Span.newBuilder()
                .setTraceId(bytes(16, 0xab))
                .setSpanId(bytes(8, 0xcd))
                .setName("GET /orders")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(NANOS - 5_000_000)
                .setEndTimeUnixNano(NANOS);
    }

    public static ExportTraceServiceRequest spans(Resource resource, Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource)
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build();
    }

    public static NumberDataPoint.Builder number(double value) {
        return NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsDouble(value);
    }

    public static Metric gauge(String name, NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        for (NumberDataPoint.Builder point : points) {
            gauge.addDataPoints(point);
        }
        return Metric.newBuilder().setName(name).setUnit("By").setGauge(gauge).build();
    }

    public static ExportMetricsServiceRequest metrics(Resource resource, Metric... metrics) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource)
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName("jvm"))
                                .addAllMetrics(List.of(metrics))))
                .build();
    }

    /** A valid record of severity ERROR. */
    public static LogRecord.Builder log(String body) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(NANOS)
                .setSeverityNumberValue(17)
                .setBody(AnyValue.newBuilder().setStringValue(body));
    }

    public static ExportLogsServiceRequest logs(Resource resource, LogRecord... records) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource)
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
                .build();
    }
}
