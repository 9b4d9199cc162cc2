package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.logs.Severity;
import dev.watchkeeper.jobs.features.spans.CallPartial;
import dev.watchkeeper.jobs.features.spans.Latencies;
import dev.watchkeeper.jobs.features.spans.SampleTrace;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.schemas.record.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One window of a service, or of an instance of it, added up; the order of what is added does not matter. */
final class Totals {

    /** Calls to one callee. */
    static final class Calls {
        final Entity callee;
        final Latencies durations = new Latencies();
        long calls;
        long errors;
        long unanswered;
        long answered;
        long waitNanos;

        Calls(Entity callee) {
            this.callee = callee;
        }
    }

    long requests;
    long errors;
    long selfErrors;
    long newTemplates;
    final Latencies durations = new Latencies();
    final Latencies selfTimes = new Latencies();
    final long[] lines = new long[Severity.values().length];
    final TreeSet<String> versions = new TreeSet<>();
    final Map<String, Calls> calls = new TreeMap<>();
    private final List<SampleTrace> samples = new ArrayList<>();

    void add(SpanPartial partial) {
        requests += partial.requests();
        errors += partial.errors();
        selfErrors += partial.selfErrors();
        durations.merge(partial.durations());
        selfTimes.merge(partial.selfTimes());
        versions.addAll(partial.versions());
        samples.addAll(partial.samples());
    }

    void add(String calleeKey, Entity callee, CallPartial partial) {
        Calls sums = calls.computeIfAbsent(calleeKey, ignored -> new Calls(callee));
        sums.calls += partial.calls();
        sums.errors += partial.errors();
        sums.unanswered += partial.unanswered();
        sums.answered += partial.answered();
        sums.waitNanos += partial.waitNanos();
        sums.durations.merge(partial.durations());
    }

    void add(LogPartial.Lines partial) {
        lines[partial.severity().ordinal()] += partial.count();
    }

    /** The worst traces' ids. */
    List<String> traceIds(int most) {
        return SampleTrace.worst(samples.stream()).stream()
                .map(SampleTrace::traceId)
                .limit(most)
                .toList();
    }

    long allLines() {
        long all = 0;
        for (long count : lines) {
            all += count;
        }
        return all;
    }
}
