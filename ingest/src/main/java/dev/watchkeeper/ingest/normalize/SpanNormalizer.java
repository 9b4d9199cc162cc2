package dev.watchkeeper.ingest.normalize;

import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spans as we keep them: a span's event time is its end. */
public final class SpanNormalizer implements Normalizer<ExportTraceServiceRequest, Span> {

    private final Bounds bounds;

    /** Normalizes within these bounds. */
    public SpanNormalizer(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public Normalized<Span> normalize(ExportTraceServiceRequest request, Sender sender, long nowUnixNano) {
        EventTimes times = EventTimes.at(nowUnixNano, bounds);
        Normalized.Builder<Span> out = new Normalized.Builder<>();
        for (ResourceSpans resource : request.getResourceSpansList()) {
            Optional<Origin> origin = Origin.of(resource.getResource(), sender, bounds);
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (io.opentelemetry.proto.trace.v1.Span sent : scope.getSpansList()) {
                    judge(sent, origin, times, out);
                }
            }
        }
        return out.build();
    }

    private void judge(
            io.opentelemetry.proto.trace.v1.Span sent,
            Optional<Origin> origin,
            EventTimes times,
            Normalized.Builder<Span> out) {
        long start = sent.getStartTimeUnixNano();
        long end = sent.getEndTimeUnixNano();
        @Nullable Reason time = times.refusal(end);
        if (origin.isEmpty()) {
            out.reject(Reason.NO_SERVICE_NAME, sent, () -> "resource attribute service.name expected");
        } else if (!Ids.valid(sent.getTraceId(), Ids.TRACE_BYTES)
                || !Ids.valid(sent.getSpanId(), Ids.SPAN_BYTES)
                || !Ids.absent(sent.getParentSpanId(), Ids.SPAN_BYTES)
                        && !Ids.valid(sent.getParentSpanId(), Ids.SPAN_BYTES)) {
            out.reject(Reason.BAD_ID, sent, () -> ids(sent));
        } else if (time != null) {
            out.reject(time, sent, () -> times.describe(end));
        } else if (Long.compareUnsigned(start, end) > 0) {
            out.reject(
                    Reason.END_BEFORE_START,
                    sent,
                    () -> "end at or after start expected, found " + (start - end) + " ns before");
        } else if (times.refusal(start) != null) { // a start of 1970 would make a span of half a century
            out.reject(Reason.TIME_BEFORE, sent, () -> "start: " + times.describe(start));
        } else {
            out.take(span(sent, origin.get()));
        }
    }

    private static String ids(io.opentelemetry.proto.trace.v1.Span sent) {
        return "ids of 16 and 8 bytes, not all zero, expected; found trace " + Ids.hex(sent.getTraceId()) + ", span "
                + Ids.hex(sent.getSpanId()) + ", parent " + Ids.hex(sent.getParentSpanId());
    }

    private Span span(io.opentelemetry.proto.trace.v1.Span sent, Origin origin) {
        Attributes attributes = Attributes.of(sent.getAttributesList(), bounds);
        Span span = new Span();
        span.setEntity(origin.entity());
        span.setInstance(origin.instance());
        span.setVersion(origin.version());
        span.setResource(origin.resource());
        span.setTraceId(Ids.hex(sent.getTraceId()));
        span.setSpanId(Ids.hex(sent.getSpanId()));
        span.setParentSpanId(
                Ids.absent(sent.getParentSpanId(), Ids.SPAN_BYTES) ? null : Ids.hex(sent.getParentSpanId()));
        span.setName(Text.cut(sent.getName(), bounds.nameChars()));
        span.setKind(kind(sent));
        span.setStartUnixNano(sent.getStartTimeUnixNano());
        span.setEndUnixNano(sent.getEndTimeUnixNano());
        span.setStatus(status(sent));
        span.setStatusMessage(
                sent.getStatus().getMessage().isEmpty()
                        ? null
                        : Text.cut(sent.getStatus().getMessage(), bounds.valueChars()));
        span.setAttributes(attributes.values());
        exception(sent, span);
        span.setDroppedAttributes(
                Attributes.dropped(attributes.dropped(), sent.getDroppedAttributesCount(), origin.dropped()));
        return span;
    }

    private static SpanKind kind(io.opentelemetry.proto.trace.v1.Span sent) {
        return switch (sent.getKind()) {
            case SPAN_KIND_INTERNAL -> SpanKind.INTERNAL;
            case SPAN_KIND_SERVER -> SpanKind.SERVER;
            case SPAN_KIND_CLIENT -> SpanKind.CLIENT;
            case SPAN_KIND_PRODUCER -> SpanKind.PRODUCER;
            case SPAN_KIND_CONSUMER -> SpanKind.CONSUMER;
            case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> SpanKind.UNSPECIFIED;
        };
    }

    private static SpanStatus status(io.opentelemetry.proto.trace.v1.Span sent) {
        StatusCode code = sent.getStatus().getCode();
        if (code == StatusCode.STATUS_CODE_OK) {
            return SpanStatus.OK;
        }
        boolean failed = code == StatusCode.STATUS_CODE_ERROR || kind(sent) == SpanKind.SERVER && answered5xx(sent);
        return failed ? SpanStatus.ERROR : SpanStatus.UNSET;
    }

    private static boolean answered5xx(io.opentelemetry.proto.trace.v1.Span sent) {
        for (KeyValue attribute : sent.getAttributesList()) {
            String key = attribute.getKey();
            if (key.equals("http.response.status_code") || key.equals("http.status_code")) {
                AnyValue value = attribute.getValue();
                long status = value.hasIntValue() ? value.getIntValue() : leadingDigit(value.getStringValue()) * 100L;
                return status >= 500 && status < 600;
            }
        }
        return false;
    }

    /** Some senders write the status as text. */
    private static int leadingDigit(String status) {
        return status.length() == 3 ? Character.digit(status.charAt(0), 10) : 0;
    }

    private void exception(io.opentelemetry.proto.trace.v1.Span sent, Span span) {
        for (Event event : sent.getEventsList()) {
            if (event.getName().equals("exception")) {
                for (KeyValue attribute : event.getAttributesList()) {
                    switch (attribute.getKey()) {
                        case "exception.type" ->
                            span.setExceptionType(Text.of(attribute.getValue(), bounds.nameChars()));
                        case "exception.message" ->
                            span.setExceptionMessage(Text.of(attribute.getValue(), bounds.valueChars()));
                        default -> {}
                    }
                }
                return;
            }
        }
    }
}
