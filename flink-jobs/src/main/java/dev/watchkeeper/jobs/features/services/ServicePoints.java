package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.logs.Severity;
import dev.watchkeeper.jobs.features.spans.Latencies;
import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The series that spans and logs of a window make, of a service or an instance of it. */
final class ServicePoints {

    private static final int TRACES = 4;
    private static final String REQUESTS = "{request}/s";

    private final Windows windows;

    ServicePoints(Windows windows) {
        this.windows = windows;
    }

    /**
     * The points of a window.
     *
     * @param memory what was seen before: it gets zeros where nothing came
     * @param witnessed whether nothing having come means a zero; else it gives no point
     */
    List<SeriesPoint> of(Entity entity, long windowEnd, Totals totals, ServiceMemory.Scope memory, boolean witnessed) {
        Writer writer = new Writer(entity, windowEnd, totals.traceIds(TRACES));
        if (totals.requests > 0 || (memory.requests > 0 && witnessed)) {
            requests(writer, totals);
        }
        for (Map.Entry<String, ServiceMemory.Callee> callee : new TreeMap<>(memory.callees).entrySet()) {
            Totals.Calls calls = totals.calls.get(callee.getKey());
            if (calls != null || witnessed) {
                calls(writer, callee.getValue().entity, calls);
            }
        }
        logs(writer, totals, memory, witnessed);
        return writer.points;
    }

    private void requests(Writer writer, Totals totals) {
        long requests = totals.requests;
        writer.point("span.requests", "rate", Signal.TRAFFIC, REQUESTS, requests / windows.seconds(), requests);
        if (requests == 0) {
            return;
        }
        writer.point("span.errors", "ratio", Signal.ERRORS, "1", (double) totals.errors / requests, requests);
        writer.point("span.errors.self", "ratio", Signal.ERRORS, "1", (double) totals.selfErrors / requests, requests);
        quantiles(writer, "span.duration", totals.durations, requests);
        quantiles(writer, "span.self", totals.selfTimes, requests);
    }

    private static void quantiles(Writer writer, String metric, Latencies latencies, long count) {
        writer.point(metric, "p50", Signal.LATENCY, "s", latencies.seconds(0.5), count);
        writer.point(metric, "p95", Signal.LATENCY, "s", latencies.seconds(0.95), count);
        writer.point(metric, "p99", Signal.LATENCY, "s", latencies.seconds(0.99), count);
    }

    private void calls(Writer writer, Entity callee, Totals.@Nullable Calls calls) {
        if (calls == null) {
            writer.call(callee, "call.requests", "rate", REQUESTS, 0, 0);
            return;
        }
        long count = calls.calls;
        writer.call(callee, "call.requests", "rate", REQUESTS, count / windows.seconds(), count);
        writer.call(callee, "call.errors", "ratio", "1", (double) calls.errors / count, count);
        writer.call(callee, "call.unanswered", "ratio", "1", (double) calls.unanswered / count, count);
        writer.call(callee, "call.duration", "p50", "s", calls.durations.seconds(0.5), count);
        writer.call(callee, "call.duration", "p95", "s", calls.durations.seconds(0.95), count);
        writer.call(callee, "call.wait", "mean", "s", calls.waitNanos / 1e9 / count, count);
    }

    private void logs(Writer writer, Totals totals, ServiceMemory.Scope memory, boolean witnessed) {
        boolean any = false;
        for (Severity severity : Severity.values()) {
            long lines = totals.lines[severity.ordinal()];
            if (lines > 0 || (memory.lines[severity.ordinal()] > 0 && witnessed)) {
                writer.lines(severity, lines / windows.seconds(), lines);
                any = true;
            }
        }
        if (any) {
            writer.point("log.templates", "count", Signal.LOGS, "{template}", totals.newTemplates, totals.allLines());
        }
    }

    /** Writes points of one entity and window. */
    private final class Writer {
        private final Entity entity;
        private final long windowEnd;
        private final List<String> traceIds;
        private final List<SeriesPoint> points = new ArrayList<>();

        Writer(Entity entity, long windowEnd, List<String> traceIds) {
            this.entity = entity;
            this.windowEnd = windowEnd;
            this.traceIds = traceIds;
        }

        void point(String metric, String statistic, Signal signal, String unit, double value, long count) {
            List<String> traces = metric.startsWith("span.") ? traceIds : List.of();
            points.add(Points.of(
                    entity, metric, statistic, signal, unit, windowEnd, value, windows.sizeMillis(), count, traces));
        }

        void call(Entity callee, String metric, String statistic, String unit, double value, long count) {
            add(metric, Map.of("callee", EntityKeys.key(callee)), statistic, Signal.CALLS, unit, value, count, callee);
        }

        void lines(Severity severity, double rate, long count) {
            add("log.lines", Map.of("severity", severity.name()), "rate", Signal.LOGS, "{line}/s", rate, count, null);
        }

        private void add(
                String metric,
                Map<String, String> attributes,
                String statistic,
                Signal signal,
                String unit,
                double value,
                long count,
                @Nullable Entity callee) {
            points.add(Points.of(
                    entity,
                    metric,
                    attributes,
                    statistic,
                    signal,
                    unit,
                    windowEnd,
                    value,
                    PointState.OK,
                    windows.sizeMillis(),
                    count,
                    callee,
                    List.of()));
        }
    }
}
