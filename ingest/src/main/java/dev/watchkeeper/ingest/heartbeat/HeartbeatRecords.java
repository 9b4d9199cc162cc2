package dev.watchkeeper.ingest.heartbeat;

import com.google.common.hash.Hashing;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The synthetic entity's records. Pure: one writer, time and partition give one record, with ids of its own, so that
 * whoever removes duplicates keeps each.
 *
 * @param writer the name of the process that writes them
 */
record HeartbeatRecords(String writer) {

    static final String METRIC = "heartbeat";

    private static final long NANOS_PER_MILLI = 1_000_000;

    static Entity entity() {
        return EntityKeys.synthetic(Sender.DEFAULT_TENANT);
    }

    Span span(long timeMillis, int partition) {
        Span span = new Span();
        span.setEntity(entity());
        span.setResource(Map.of());
        span.setTraceId(identity(partition).substring(0, 16) + HexFormat.of().toHexDigits(timeMillis));
        span.setSpanId(HexFormat.of().toHexDigits(timeMillis));
        span.setName(METRIC);
        span.setKind(SpanKind.INTERNAL);
        span.setStartUnixNano(timeMillis * NANOS_PER_MILLI);
        span.setEndUnixNano(timeMillis * NANOS_PER_MILLI);
        span.setStatus(SpanStatus.UNSET);
        span.setAttributes(attributes(partition));
        return span;
    }

    MetricPoint point(long timeMillis, int partition) {
        MetricPoint point = new MetricPoint();
        point.setEntity(entity());
        point.setResource(Map.of());
        point.setStream(identity(partition));
        point.setMetric(METRIC);
        point.setUnit("{record}");
        point.setScope("watchkeeper");
        point.setAttributes(attributes(partition));
        point.setTimeUnixNano(timeMillis * NANOS_PER_MILLI);
        point.setData(new Gauge(1.0));
        point.setTraceIds(List.of());
        return point;
    }

    LogRecord log(long timeMillis, int partition) {
        LogRecord log = new LogRecord();
        log.setEntity(entity());
        log.setResource(Map.of());
        log.setTimeUnixNano(timeMillis * NANOS_PER_MILLI);
        log.setObservedUnixNano(timeMillis * NANOS_PER_MILLI);
        log.setSeverity(9);
        log.setBody(METRIC);
        log.setAttributes(attributes(partition));
        return log;
    }

    private Map<String, String> attributes(int partition) {
        return Map.of("writer", writer, "partition", Integer.toString(partition));
    }

    /** 32 hex digits for a writer and partition; never all zero. */
    private String identity(int partition) {
        return Hashing.murmur3_128()
                .newHasher()
                .putString(METRIC, StandardCharsets.UTF_8)
                .putString(writer, StandardCharsets.UTF_8)
                .putInt(partition)
                .hash()
                .toString();
    }
}
