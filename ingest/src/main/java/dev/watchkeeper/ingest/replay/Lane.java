package dev.watchkeeper.ingest.replay;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Span;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * A route, and where its records keep their times.
 *
 * @param time the record's event time, Unix nanoseconds
 * @param shift moves all times that the record has by so many nanoseconds
 */
record Lane<Q extends Message, T extends SpecificRecord>(
        Route<Q, T> route, ToLongFunction<T> time, ObjLongConsumer<T> shift) {

    /** Spans: start and end; the end is the event time. */
    static Lane<ExportTraceServiceRequest, Span> spans(Bounds bounds) {
        return new Lane<>(Route.spans(bounds), Span::getEndUnixNano, (span, by) -> {
            span.setStartUnixNano(span.getStartUnixNano() + by);
            span.setEndUnixNano(span.getEndUnixNano() + by);
        });
    }

    /** Metric points: the interval's start, where known, and the point's time. */
    static Lane<ExportMetricsServiceRequest, MetricPoint> metrics(Bounds bounds) {
        return new Lane<>(Route.metrics(bounds), MetricPoint::getTimeUnixNano, (point, by) -> {
            point.setStartUnixNano(known(point.getStartUnixNano(), by));
            point.setTimeUnixNano(point.getTimeUnixNano() + by);
        });
    }

    /** Log records: their time, and the observed one where known. */
    static Lane<ExportLogsServiceRequest, LogRecord> logs(Bounds bounds) {
        return new Lane<>(Route.logs(bounds), LogRecord::getTimeUnixNano, (log, by) -> {
            log.setObservedUnixNano(known(log.getObservedUnixNano(), by));
            log.setTimeUnixNano(log.getTimeUnixNano() + by);
        });
    }

    static List<Lane<?, ?>> all(Bounds bounds) {
        return List.of(spans(bounds), metrics(bounds), logs(bounds));
    }

    /** A time that is not known stays so. */
    private static long known(long unixNano, long by) {
        return unixNano == 0 ? 0 : unixNano + by;
    }
}
