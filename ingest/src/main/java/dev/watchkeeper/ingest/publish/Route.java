package dev.watchkeeper.ingest.publish;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.normalize.LogNormalizer;
import dev.watchkeeper.ingest.normalize.MetricNormalizer;
import dev.watchkeeper.ingest.normalize.Normalizer;
import dev.watchkeeper.ingest.normalize.SpanNormalizer;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * One signal's way through ingest.
 *
 * @param signal what comes in
 * @param normalizer what makes our records of it
 * @param topic where they go
 * @param key what they are keyed by there
 */
public record Route<Q extends Message, T extends SpecificRecord>(
        Signal<Q> signal, Normalizer<Q, T> normalizer, Topic<T> topic, Function<T, String> key) {

    /** Spans by trace id: dedup and the join with the parent stay within a partition. */
    public static Route<ExportTraceServiceRequest, Span> spans(Bounds bounds) {
        return new Route<>(Signal.SPANS, new SpanNormalizer(bounds), Topics.SPANS, Span::getTraceId);
    }

    /** Metric points by stream: resets and dedup stay within a partition. */
    public static Route<ExportMetricsServiceRequest, MetricPoint> metrics(Bounds bounds) {
        return new Route<>(Signal.METRICS, new MetricNormalizer(bounds), Topics.METRICS, MetricPoint::getStream);
    }

    /** Log records by entity: mining templates needs their order. */
    public static Route<ExportLogsServiceRequest, LogRecord> logs(Bounds bounds) {
        return new Route<>(Signal.LOGS, new LogNormalizer(bounds), Topics.LOGS, log -> EntityKeys.key(log.getEntity()));
    }

    /** All three. */
    public static List<Route<?, ?>> all(Bounds bounds) {
        return List.of(spans(bounds), metrics(bounds), logs(bounds));
    }
}
