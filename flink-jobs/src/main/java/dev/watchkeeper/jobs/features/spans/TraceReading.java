package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.jobs.features.spans.SelfTime.Interval;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.SpanKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests and calls out of a trace's spans. A segment is what one process did for one entry span: every span that
 * leads up to it through spans of the same process. Outgoing calls count against the segment, not against the span that
 * made them: reactive code makes its calls from anywhere.
 */
final class TraceReading {

    /** Longer chains of parents are cycles, or might as well be. */
    private static final int LONGEST_CHAIN = 256;

    private final Collection<SpanFact> spans;
    private final Map<String, SpanFact> byId = new HashMap<>();
    private final Map<String, SpanFact> answers = new HashMap<>();

    TraceReading(Collection<SpanFact> spans) {
        this.spans = spans;
        for (SpanFact span : spans) {
            byId.put(span.spanId(), span);
            if (span.kind() == SpanKind.SERVER && span.parentSpanId() != null) {
                answers.merge(span.parentSpanId(), span, TraceReading::earlier);
            }
        }
    }

    /** The requests and calls whose span is chosen; null where there are none. */
    @Nullable
    TraceFacts read(long windowEnd, String traceId, Predicate<SpanFact> chosen) {
        List<CallFact> calls = spans.stream()
                .filter(SpanFact::isExit)
                .filter(chosen)
                .map(this::call)
                .toList();
        List<SpanFact> entries = spans.stream()
                .filter(SpanFact::isEntry)
                .filter(span -> entryOf(span) == span)
                .toList();
        boolean anyEntry = entries.stream().anyMatch(chosen);
        if (calls.isEmpty() && !anyEntry) {
            return null;
        }
        List<RequestFact> requests = new ArrayList<>();
        if (anyEntry) {
            Map<SpanFact, List<SpanFact>> exits = exitsBySegment(entries);
            for (SpanFact entry : entries) {
                if (chosen.test(entry)) {
                    requests.add(request(entry, exits.getOrDefault(entry, List.of())));
                }
            }
        }
        return new TraceFacts(windowEnd, traceId, requests, calls);
    }

    private static RequestFact request(SpanFact entry, List<SpanFact> exits) {
        List<Interval> calls = exits.stream()
                .map(exit -> new Interval(exit.startNanos(), exit.endNanos()))
                .toList();
        return new RequestFact(
                entry.service(),
                entry.instance(),
                entry.version(),
                entry.durationNanos(),
                SelfTime.nanos(entry.startNanos(), entry.endNanos(), calls),
                entry.failed(),
                entry.failed() && exits.stream().noneMatch(SpanFact::failed));
    }

    private CallFact call(SpanFact exit) {
        // A message is not answered: its consumer's span may begin at any time after.
        SpanFact answer = exit.kind() == SpanKind.CLIENT ? answers.get(exit.spanId()) : null;
        Entity callee = answer != null ? answer.service() : exit.callee();
        long wait = answer != null ? Math.max(0, exit.durationNanos() - answer.durationNanos()) : exit.durationNanos();
        return new CallFact(
                exit.service(),
                exit.instance(),
                callee,
                exit.address(),
                answer != null,
                exit.durationNanos(),
                wait,
                exit.failed());
    }

    private Map<SpanFact, List<SpanFact>> exitsBySegment(List<SpanFact> entries) {
        Map<SpanFact, List<SpanFact>> exits = new IdentityHashMap<>();
        for (SpanFact span : spans) {
            if (span.isExit()) {
                SpanFact entry = entryOf(span);
                SpanFact owner = entry != null ? entry : enclosing(span, entries);
                if (owner != null) {
                    exits.computeIfAbsent(owner, ignored -> new ArrayList<>()).add(span);
                }
            }
        }
        return exits;
    }

    /** The outermost entry span above this one, or itself, within its process; null where the way up breaks before. */
    private @Nullable SpanFact entryOf(SpanFact span) {
        SpanFact entry = null;
        SpanFact at = span;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            if (at.isEntry()) {
                entry = at;
            }
            SpanFact parent = at.parentSpanId() == null ? null : byId.get(at.parentSpanId());
            boolean calledItself = parent != null && at.isEntry() && parent.isExit();
            if (parent == null || calledItself || !parent.sameProcess(at)) {
                return entry;
            }
            at = parent;
        }
        return entry;
    }

    /** Where the way up is broken (a span between was lost): the process' newest entry during which the span began. */
    private static @Nullable SpanFact enclosing(SpanFact span, List<SpanFact> entries) {
        return entries.stream()
                .filter(entry -> entry.sameProcess(span)
                        && entry.startNanos() <= span.startNanos()
                        && span.startNanos() < entry.endNanos())
                .max(Comparator.comparingLong(SpanFact::startNanos).thenComparing(SpanFact::spanId))
                .orElse(null);
    }

    private static SpanFact earlier(SpanFact a, SpanFact b) {
        return Comparator.comparingLong(SpanFact::startNanos)
                                .thenComparing(SpanFact::spanId)
                                .compare(a, b)
                        <= 0
                ? a
                : b;
    }
}
