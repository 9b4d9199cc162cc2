package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up one service instance's facts of one window. */
final class PartialBuilder {

    /** Samples are cut down to the worst when they reach this number. */
    private static final int SAMPLES_IN_HAND = 4 * SampleTrace.KEPT;

    private record Target(@Nullable Entity callee, @Nullable String address) {}

    private static final class Calls {
        long calls;
        long errors;
        long unanswered;
        long answered;
        long waitNanos;
        final Latencies durations = new Latencies();
    }

    private final Entity service;
    private final @Nullable String instance;
    private final long windowEnd;
    private long requests;
    private long errors;
    private long selfErrors;
    private final Latencies durations = new Latencies();
    private final Latencies selfTimes = new Latencies();
    private final Map<Target, Calls> calls = new LinkedHashMap<>();
    private List<SampleTrace> samples = new ArrayList<>();
    private final TreeSet<String> versions = new TreeSet<>();

    PartialBuilder(Entity service, @Nullable String instance, long windowEnd) {
        this.service = service;
        this.instance = instance;
        this.windowEnd = windowEnd;
    }

    void add(String traceId, RequestFact request) {
        requests++;
        errors += request.failed() ? 1 : 0;
        selfErrors += request.selfFailed() ? 1 : 0;
        durations.add(request.durationNanos());
        selfTimes.add(request.selfNanos());
        samples.add(new SampleTrace(traceId, request.failed(), request.durationNanos()));
        if (samples.size() >= SAMPLES_IN_HAND) {
            samples = new ArrayList<>(SampleTrace.worst(samples.stream()));
        }
        if (request.version() != null) {
            versions.add(request.version());
        }
    }

    void add(CallFact call) {
        Calls sums = calls.computeIfAbsent(new Target(call.callee(), call.address()), ignored -> new Calls());
        sums.calls++;
        sums.errors += call.failed() ? 1 : 0;
        sums.unanswered += call.unanswered() ? 1 : 0;
        sums.answered += call.answered() ? 1 : 0;
        sums.waitNanos += call.waitNanos();
        sums.durations.add(call.durationNanos());
    }

    SpanPartial build() {
        List<CallPartial> partials = new ArrayList<>();
        calls.forEach((target, sums) -> partials.add(new CallPartial(
                target.callee(),
                target.address(),
                sums.calls,
                sums.errors,
                sums.unanswered,
                sums.answered,
                sums.waitNanos,
                sums.durations.encoded())));
        return new SpanPartial(
                service,
                instance,
                windowEnd,
                requests,
                errors,
                selfErrors,
                durations.encoded(),
                selfTimes.encoded(),
                partials,
                SampleTrace.worst(samples.stream()),
                List.copyOf(versions));
    }
}
