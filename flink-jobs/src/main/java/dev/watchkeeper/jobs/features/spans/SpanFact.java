package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the join within a trace remembers of a span, and all that it remembers: state of the features job.
 *
 * @param spanId the span
 * @param parentSpanId its parent, null for a root
 * @param service the service that wrote it
 * @param instance the service's instance, where known
 * @param version the service's version, where known
 * @param kind OTLP's kind
 * @param startNanos start, epoch nanoseconds of its writer's clock
 * @param endNanos end, likewise
 * @param failed whether its status is ERROR
 * @param callee whom it calls as far as its own attributes say: a database, a queue or a named peer
 * @param address {@code server.address:server.port}, as the caller knows it
 */
public record SpanFact(
        String spanId,
        @Nullable String parentSpanId,
        Entity service,
        @Nullable String instance,
        @Nullable String version,
        SpanKind kind,
        long startNanos,
        long endNanos,
        boolean failed,
        @Nullable Entity callee,
        @Nullable String address) {

    /** The facts of a span. */
    public static SpanFact of(Span span) {
        boolean exit = span.getKind() == SpanKind.CLIENT || span.getKind() == SpanKind.PRODUCER;
        return new SpanFact(
                span.getSpanId(),
                span.getParentSpanId(),
                span.getEntity(),
                span.getInstance(),
                span.getVersion(),
                span.getKind(),
                span.getStartUnixNano(),
                span.getEndUnixNano(),
                span.getStatus() == SpanStatus.ERROR,
                exit ? Callees.named(span) : null,
                exit ? Callees.address(span) : null);
    }

    /** Work that came in: the span of a server or a consumer. */
    boolean isEntry() {
        return kind == SpanKind.SERVER || kind == SpanKind.CONSUMER;
    }

    /** Work that went out: the span of a client or a producer. */
    boolean isExit() {
        return kind == SpanKind.CLIENT || kind == SpanKind.PRODUCER;
    }

    /** Whether both were written by the same instance of the same service. */
    boolean sameProcess(SpanFact other) {
        return service.equals(other.service) && Objects.equals(instance, other.instance);
    }

    long durationNanos() {
        return endNanos - startNanos;
    }

    /** Its event time: its end. */
    long timeMillis() {
        return Math.floorDiv(endNanos, 1_000_000L);
    }
}
