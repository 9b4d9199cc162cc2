package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.logs.LogPartial.TemplateCount;
import dev.watchkeeper.jobs.features.logs.Severity;
import dev.watchkeeper.jobs.features.spans.CallPartial;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Closes a service's window: adds up what came for it, remembers who is there, and says it in series and a vector. */
final class WindowClose {

    /**
     * What a window gives.
     *
     * @param points of the service and of its instances
     * @param vector of the service; none of a window that nobody witnessed, for its zeros would be guesses
     * @param refusedCalls calls to callees beyond the budget: they count in the vector's totals, but make no series
     */
    record Result(List<SeriesPoint> points, @Nullable FeatureVector vector, long refusedCalls) {}

    private final ServiceLimits limits;
    private final ServicePoints points;
    private final ServiceVector vector;

    WindowClose(Windows windows, ServiceLimits limits) {
        this.limits = limits;
        this.points = new ServicePoints(windows);
        this.vector = new ServiceVector(windows);
    }

    /**
     * Closes a window; null where there is nothing to say, because nothing came and nothing is remembered.
     *
     * @param witnessed whether the platform heard itself in this window: else that nothing came says nothing
     */
    @Nullable
    Result close(Entity service, long windowEnd, ServiceWindow window, ServiceMemory memory, boolean witnessed) {
        Callers.learn(windowEnd, window.spans, memory);
        Totals whole = new Totals();
        Map<String, Totals> instances = new TreeMap<>();
        addSpans(service, window.spans, memory, whole, instances);
        addLogs(window.logs, whole, instances);
        List<TemplateCount> templates = window.logs.stream()
                .flatMap(partial -> partial.templates().stream())
                .toList();

        long refused = admitCallees(memory.whole, whole, windowEnd);
        Set<String> admitted = memory.whole.callees.keySet();
        remember(memory.whole, whole, admitted, windowEnd);
        instances.forEach((instance, totals) -> remember(
                memory.instances.computeIfAbsent(instance, ignored -> new ServiceMemory.Scope()),
                totals,
                admitted,
                windowEnd));
        forget(memory, windowEnd);
        if (isForgotten(memory.whole)) {
            return null;
        }
        List<SeriesPoint> said = new ArrayList<>(points.of(service, windowEnd, whole, memory.whole, witnessed));
        for (Map.Entry<String, ServiceMemory.Scope> instance : new TreeMap<>(memory.instances).entrySet()) {
            said.addAll(points.of(
                    EntityKeys.instance(service, instance.getKey()),
                    windowEnd,
                    instances.getOrDefault(instance.getKey(), new Totals()),
                    instance.getValue(),
                    witnessed));
        }
        boolean heard = witnessed || !window.spans.isEmpty() || !window.logs.isEmpty();
        return new Result(said, heard ? vector.of(service, windowEnd, whole, memory.whole, templates) : null, refused);
    }

    /** Whether nothing at all is remembered. */
    static boolean isForgotten(ServiceMemory.Scope scope) {
        boolean lines = false;
        for (long seen : scope.lines) {
            lines |= seen > 0;
        }
        return scope.requests == 0 && !lines && scope.callees.isEmpty();
    }

    private static void addSpans(
            Entity service,
            List<SpanPartial> partials,
            ServiceMemory memory,
            Totals whole,
            Map<String, Totals> instances) {
        for (SpanPartial partial : partials) {
            List<Totals> scopes = scopes(partial.instance(), whole, instances);
            for (Totals scope : scopes) {
                scope.add(partial);
            }
            for (CallPartial call : partial.calls()) {
                Entity callee = Callers.callee(service, call, memory);
                String key = EntityKeys.key(callee);
                for (Totals scope : scopes) {
                    scope.add(key, callee, call);
                }
            }
        }
    }

    private static void addLogs(List<LogPartial> partials, Totals whole, Map<String, Totals> instances) {
        for (LogPartial partial : partials) {
            for (LogPartial.Lines lines : partial.lines()) {
                scopes(lines.instance(), whole, instances).forEach(scope -> scope.add(lines));
            }
            for (TemplateCount template : partial.templates()) {
                if (template.isNew()) {
                    scopes(template.firstInstance(), whole, instances).forEach(scope -> scope.newTemplates++);
                }
            }
        }
    }

    private static List<Totals> scopes(@Nullable String instance, Totals whole, Map<String, Totals> instances) {
        return instance == null
                ? List.of(whole)
                : List.of(whole, instances.computeIfAbsent(instance, ignored -> new Totals()));
    }

    /** Lets callees in, in the order of their keys, until the budget is used up; returns how many calls were refused. */
    private long admitCallees(ServiceMemory.Scope scope, Totals totals, long windowEnd) {
        long refused = 0;
        for (Map.Entry<String, Totals.Calls> entry : totals.calls.entrySet()) {
            if (scope.callees.containsKey(entry.getKey())) {
                continue;
            }
            if (scope.callees.size() < limits.mostCallees()) {
                scope.callees.put(entry.getKey(), new ServiceMemory.Callee(entry.getValue().callee, windowEnd));
            } else {
                refused += entry.getValue().calls;
            }
        }
        return refused;
    }

    private static void remember(ServiceMemory.Scope scope, Totals totals, Set<String> admitted, long windowEnd) {
        if (totals.requests > 0) {
            scope.requests = windowEnd;
        }
        for (Severity severity : Severity.values()) {
            if (totals.lines[severity.ordinal()] > 0) {
                scope.lines[severity.ordinal()] = windowEnd;
            }
        }
        for (Map.Entry<String, Totals.Calls> calls : totals.calls.entrySet()) {
            if (admitted.contains(calls.getKey())) {
                scope.callees.put(calls.getKey(), new ServiceMemory.Callee(calls.getValue().callee, windowEnd));
            }
        }
    }

    private void forget(ServiceMemory memory, long windowEnd) {
        forget(memory.whole, windowEnd - limits.forgetServiceMillis());
        memory.instances.values().forEach(scope -> forget(scope, windowEnd - limits.forgetInstanceMillis()));
        memory.instances.values().removeIf(WindowClose::isForgotten);
        memory.addresses.values().removeIf(callee -> callee.seen <= windowEnd - limits.forgetServiceMillis());
    }

    private static void forget(ServiceMemory.Scope scope, long before) {
        scope.requests = scope.requests <= before ? 0 : scope.requests;
        for (int i = 0; i < scope.lines.length; i++) {
            scope.lines[i] = scope.lines[i] <= before ? 0 : scope.lines[i];
        }
        scope.callees.values().removeIf(callee -> callee.seen <= before);
    }
}
