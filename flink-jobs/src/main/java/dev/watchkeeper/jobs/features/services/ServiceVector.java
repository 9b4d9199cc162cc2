package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.logs.LogPartial.TemplateCount;
import dev.watchkeeper.jobs.features.logs.Severity;
import dev.watchkeeper.jobs.features.spans.Latencies;
import dev.watchkeeper.jobs.features.spans.SampleTrace;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The feature vector {@code service@1} of a window. */
final class ServiceVector {

    private static final int TEMPLATES = 8;
    private static final int NEW_TEMPLATES = 20;
    private static final Comparator<TemplateCount> WORST_FIRST = Comparator.comparingInt(TemplateCount::severity)
            .thenComparingLong(TemplateCount::count)
            .reversed()
            .thenComparing(TemplateCount::id);
    private static final Comparator<TemplateCount> MOST_FIRST =
            Comparator.comparingLong(TemplateCount::count).reversed().thenComparing(TemplateCount::id);

    private final Windows windows;
    private final FeatureSet set = FeatureSets.service();

    ServiceVector(Windows windows) {
        this.windows = windows;
    }

    /** The vector; calls to the callees in memory only. */
    FeatureVector of(
            Entity service, long windowEnd, Totals totals, ServiceMemory.Scope memory, List<TemplateCount> templates) {
        return FeatureVector.newBuilder()
                .setEntity(service)
                .setFeatureSet(set.reference())
                .setWindowStartMillis(windowEnd - windows.sizeMillis())
                .setWindowEndMillis(windowEnd)
                .setValues(inOrder(values(totals)))
                .setCalls(calls(totals, memory))
                .setTraceIds(totals.traceIds(SampleTrace.KEPT))
                .setVersions(List.copyOf(totals.versions))
                .setNewTemplates(templates.stream()
                        .filter(TemplateCount::isNew)
                        .sorted(WORST_FIRST)
                        .limit(NEW_TEMPLATES)
                        .map(ServiceVector::template)
                        .toList())
                .setTopTemplates(templates.stream()
                        .filter(template -> template.severity() >= Severity.WARN.number())
                        .sorted(MOST_FIRST)
                        .limit(TEMPLATES)
                        .map(ServiceVector::template)
                        .toList())
                .build();
    }

    private Map<String, Double> values(Totals totals) {
        Map<String, Double> values = new HashMap<>();
        values.put("request_rate", totals.requests / windows.seconds());
        if (totals.requests > 0) {
            values.put("error_ratio", (double) totals.errors / totals.requests);
            values.put("self_error_ratio", (double) totals.selfErrors / totals.requests);
            quantiles(values, "duration", totals.durations);
            quantiles(values, "self", totals.selfTimes);
        }
        callValues(values, totals);
        values.put("log_rate", totals.allLines() / windows.seconds());
        values.put("log_warn_rate", totals.lines[Severity.WARN.ordinal()] / windows.seconds());
        values.put("log_error_rate", totals.lines[Severity.ERROR.ordinal()] / windows.seconds());
        values.put("new_templates", (double) totals.newTemplates);
        return values;
    }

    private void callValues(Map<String, Double> values, Totals totals) {
        long calls = 0;
        long errors = 0;
        Latencies all = new Latencies();
        Latencies databases = new Latencies();
        for (Totals.Calls to : totals.calls.values()) {
            calls += to.calls;
            errors += to.errors;
            byte[] durations = to.durations.encoded();
            all.merge(durations);
            if (to.callee.getType() == EntityType.DATABASE) {
                databases.merge(durations);
            }
        }
        values.put("call_rate", calls / windows.seconds());
        if (calls > 0) {
            values.put("call_error_ratio", (double) errors / calls);
            values.put("call_duration_p95", all.seconds(0.95));
        }
        if (databases.count() > 0) {
            values.put("database_duration_p95", databases.seconds(0.95));
        }
    }

    private static void quantiles(Map<String, Double> values, String name, Latencies latencies) {
        values.put(name + "_p50", latencies.seconds(0.5));
        values.put(name + "_p95", latencies.seconds(0.95));
        values.put(name + "_p99", latencies.seconds(0.99));
    }

    private List<@Nullable Double> inOrder(Map<String, Double> values) {
        List<@Nullable Double> ordered = new ArrayList<>(set.features().size());
        for (FeatureSet.Feature feature : set.features()) {
            ordered.add(values.get(feature.name()));
        }
        return ordered;
    }

    private List<Call> calls(Totals totals, ServiceMemory.Scope memory) {
        List<Call> calls = new ArrayList<>();
        totals.calls.forEach((key, to) -> {
            if (memory.callees.containsKey(key)) {
                calls.add(Call.newBuilder()
                        .setCallee(to.callee)
                        .setRequests(to.calls / windows.seconds())
                        .setErrors(to.errors / windows.seconds())
                        .setUnanswered(to.unanswered / windows.seconds())
                        .setP50Seconds(to.durations.seconds(0.5))
                        .setP95Seconds(to.durations.seconds(0.95))
                        .setWaitSeconds(to.waitNanos / 1e9 / to.calls)
                        .setAnswered(to.answered)
                        .build());
            }
        });
        return calls;
    }

    private static LogTemplate template(TemplateCount template) {
        return LogTemplate.newBuilder()
                .setId(template.id())
                .setText(template.text())
                .setSeverity(template.severity())
                .setCount(template.count())
                .setSample(template.sample())
                .build();
    }
}
