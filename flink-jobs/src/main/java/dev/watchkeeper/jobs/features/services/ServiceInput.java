package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import org.jspecify.annotations.Nullable;

/** What a service's windows are made of: exactly one of requests and calls, or log lines. */
public record ServiceInput(
        @Nullable SpanPartial spans, @Nullable LogPartial logs) {

    /** Requests and calls. */
    public static ServiceInput of(SpanPartial spans) {
        return new ServiceInput(spans, null);
    }

    /** Log lines. */
    public static ServiceInput of(LogPartial logs) {
        return new ServiceInput(null, logs);
    }

    /** The service's key. */
    public String key() {
        return EntityKeys.key(service());
    }

    Entity service() {
        if (spans != null) {
            return spans.service();
        }
        if (logs != null) {
            return logs.service();
        }
        throw new IllegalStateException("an input without content");
    }

    long windowEnd() {
        return spans != null ? spans.windowEnd() : logs == null ? Long.MIN_VALUE : logs.windowEnd();
    }

    void addTo(ServiceWindow window) {
        if (spans != null) {
            window.spans.add(spans);
        }
        if (logs != null) {
            window.logs.add(logs);
        }
    }
}
