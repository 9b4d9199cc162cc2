package dev.watchkeeper.review.console.words;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a series measures, in words. */
public final class SeriesWords {

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("span.requests|rate", "requests"),
            Map.entry("span.errors|ratio", "failed requests"),
            Map.entry("span.errors.self|ratio", "requests failed by itself"),
            Map.entry("span.duration|p50", "latency, median"),
            Map.entry("span.duration|p95", "latency, p95"),
            Map.entry("span.duration|p99", "latency, p99"),
            Map.entry("span.self|p50", "own time, median"),
            Map.entry("span.self|p95", "own time, p95"),
            Map.entry("span.self|p99", "own time, p99"),
            Map.entry("call.requests|rate", "calls"),
            Map.entry("call.errors|ratio", "failed calls"),
            Map.entry("call.unanswered|ratio", "unanswered calls"),
            Map.entry("call.duration|p50", "call time, median"),
            Map.entry("call.duration|p95", "call time, p95"),
            Map.entry("call.wait|mean", "waiting on calls, mean"),
            Map.entry("jvm.memory.used|floor", "heap after GC"),
            Map.entry("jvm.gc.duration|ratio", "time in GC"),
            Map.entry("jvm.cpu.recent_utilization|value", "CPU"),
            Map.entry("jvm.thread.count|value", "threads"),
            Map.entry("log.lines|rate", "log lines"),
            Map.entry("log.templates|count", "new kinds of log line"));

    private SeriesWords() {}

    /** {@code latency, p95}, {@code failed calls (callee payment)}; the metric's own name where we know no better. */
    public static String text(String metric, String statistic, Map<String, String> attributes) {
        String known = KNOWN.get(metric + '|' + statistic);
        String words = known != null ? known : statistic.isEmpty() ? metric : metric + ", " + statistic;
        if (attributes.isEmpty()) {
            return Clamp.text(words, 80);
        }
        String which = new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(each -> each.getKey().equals("severity")
                                        || each.getKey().equals("callee")
                                ? each.getValue()
                                : each.getKey() + ' ' + each.getValue())
                        .collect(Collectors.joining(", "));
        return Clamp.text(words + " (" + which + ")", 80);
    }
}
