package dev.watchkeeper.ingest.normalize;

import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.schemas.record.LogRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Log records as we keep them: the event time is the observed time where the sender gave no other. */
public final class LogNormalizer implements Normalizer<ExportLogsServiceRequest, LogRecord> {

    private static final int MAX_SEVERITY = 24;

    private final Bounds bounds;

    /** Normalizes within these bounds. */
    public LogNormalizer(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public Normalized<LogRecord> normalize(ExportLogsServiceRequest request, Sender sender, long nowUnixNano) {
        EventTimes times = EventTimes.at(nowUnixNano, bounds);
        Normalized.Builder<LogRecord> out = new Normalized.Builder<>();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            Optional<Origin> origin = Origin.of(resource.getResource(), sender, bounds);
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (io.opentelemetry.proto.logs.v1.LogRecord sent : scope.getLogRecordsList()) {
                    judge(sent, origin, times, out);
                }
            }
        }
        return out.build();
    }

    private void judge(
            io.opentelemetry.proto.logs.v1.LogRecord sent,
            Optional<Origin> origin,
            EventTimes times,
            Normalized.Builder<LogRecord> out) {
        long time = time(sent);
        @Nullable Reason refusal = times.refusal(time);
        if (origin.isEmpty()) {
            out.reject(Reason.NO_SERVICE_NAME, sent, () -> "resource attribute service.name expected");
        } else if (wrong(sent.getTraceId().size(), Ids.TRACE_BYTES)
                || wrong(sent.getSpanId().size(), Ids.SPAN_BYTES)) {
            out.reject(
                    Reason.BAD_ID,
                    sent,
                    () -> "ids of 16 and 8 bytes, or none, expected; found trace " + Ids.hex(sent.getTraceId())
                            + ", span " + Ids.hex(sent.getSpanId()));
        } else if (refusal != null) {
            out.reject(refusal, sent, () -> times.describe(time));
        } else {
            out.take(log(sent, time, origin.get()));
        }
    }

    private static long time(io.opentelemetry.proto.logs.v1.LogRecord sent) {
        return sent.getTimeUnixNano() != 0 ? sent.getTimeUnixNano() : sent.getObservedTimeUnixNano();
    }

    private static boolean wrong(int size, int expected) {
        return size != 0 && size != expected;
    }

    private LogRecord log(io.opentelemetry.proto.logs.v1.LogRecord sent, long time, Origin origin) {
        Attributes attributes = Attributes.of(sent.getAttributesList(), bounds);
        int severity = sent.getSeverityNumberValue();
        LogRecord log = new LogRecord();
        log.setEntity(origin.entity());
        log.setInstance(origin.instance());
        log.setVersion(origin.version());
        log.setResource(origin.resource());
        log.setTimeUnixNano(time);
        log.setObservedUnixNano(Math.max(0, sent.getObservedTimeUnixNano()));
        log.setSeverity(severity >= 0 && severity <= MAX_SEVERITY ? severity : 0);
        log.setSeverityText(text(sent.getSeverityText()));
        log.setBody(Text.of(sent.getBody(), bounds.bodyChars()));
        log.setAttributes(attributes.values());
        log.setTraceId(Ids.absent(sent.getTraceId(), Ids.TRACE_BYTES) ? null : Ids.hex(sent.getTraceId()));
        log.setSpanId(Ids.absent(sent.getSpanId(), Ids.SPAN_BYTES) ? null : Ids.hex(sent.getSpanId()));
        log.setEventName(text(sent.getEventName()));
        log.setDroppedAttributes(
                Attributes.dropped(attributes.dropped(), sent.getDroppedAttributesCount(), origin.dropped()));
        return log;
    }

    private @Nullable String text(String sent) {
        return sent.isEmpty() ? null : Text.cut(sent, bounds.nameChars());
    }
}
