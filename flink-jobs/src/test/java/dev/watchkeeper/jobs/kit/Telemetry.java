package dev.watchkeeper.jobs.kit;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.Histogram;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import dev.watchkeeper.schemas.record.Sum;
import dev.watchkeeper.schemas.record.Temporality;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes telemetry records; times are milliseconds after {@link #T0}. */
public final class Telemetry {

    /** The first instant of a window. */
    public static final long T0 = 1_700_000_000_000L;

    private Telemetry() {}

    /** A service of the shop. */
    public static Entity service(String name) {
        return EntityKeys.service("default", "demo", "shop", name);
    }

    /** The trace id of a number. */
    public static String trace(int number) {
        return String.format("%032x", number);
    }

    /** A span that began {@code start} ms after T0. */
    public static Span.Builder span(
            String service, int trace, int id, @Nullable Integer parent, SpanKind kind, long start, long duration) {
        return Span.newBuilder()
                .setEntity(service(service))
                .setInstance(service + "-1")
                .setVersion("1.0")
                .setTraceId(trace(trace))
                .setSpanId(String.format("%016x", id))
                .setParentSpanId(parent == null ? null : String.format("%016x", parent))
                .setName("work")
                .setKind(kind)
                .setStartUnixNano((T0 + start) * 1_000_000L)
                .setEndUnixNano((T0 + start + duration) * 1_000_000L)
                .setStatus(SpanStatus.UNSET);
    }

    /** A point of a service's instance. */
    public static MetricPoint.Builder point(String service, String metric, Map<String, String> attributes, long time) {
        return MetricPoint.newBuilder()
                .setEntity(service(service))
                .setInstance(service + "-1")
                .setStream(Integer.toHexString((service + metric + attributes).hashCode()))
                .setMetric(metric)
                .setUnit("1")
                .setAttributes(attributes)
                .setTimeUnixNano((T0 + time) * 1_000_000L);
    }

    /** A gauge's value. */
    public static Gauge gauge(double value) {
        return Gauge.newBuilder().setValue(value).build();
    }

    /** A monotonic sum. */
    public static Sum sum(double value, Temporality temporality) {
        return Sum.newBuilder()
                .setValue(value)
                .setTemporality(temporality)
                .setMonotonic(true)
                .build();
    }

    /** A cumulative histogram. */
    public static Histogram histogram(List<Double> bounds, List<Long> counts, double sum) {
        return Histogram.newBuilder()
                .setCount(counts.stream().mapToLong(Long::longValue).sum())
                .setSum(sum)
                .setBounds(bounds)
                .setCounts(counts)
                .setTemporality(Temporality.CUMULATIVE)
                .build();
    }

    /** A log line. */
    public static LogRecord line(String service, int severity, String body, long time) {
        return LogRecord.newBuilder()
                .setEntity(service(service))
                .setInstance(service + "-1")
                .setTimeUnixNano((T0 + time) * 1_000_000L)
                .setSeverity(severity)
                .setBody(body)
                .build();
    }

    /** A heartbeat among the spans. */
    public static Span spanBeat(long time) {
        return Span.newBuilder(span("any", 0, 1, null, SpanKind.INTERNAL, time, 0)
                        .setEntity(EntityKeys.synthetic("default"))
                        .build())
                .setInstance(null)
                .build();
    }

    /** A heartbeat among the metric points. */
    public static MetricPoint pointBeat(long time) {
        return point("any", "heartbeat", Map.of(), time)
                .setEntity(EntityKeys.synthetic("default"))
                .setInstance(null)
                .setData(gauge(1))
                .build();
    }

    /** A heartbeat among the log lines. */
    public static LogRecord lineBeat(long time) {
        return LogRecord.newBuilder(line("any", 9, "heartbeat", time))
                .setEntity(EntityKeys.synthetic("default"))
                .setInstance(null)
                .build();
    }
}
