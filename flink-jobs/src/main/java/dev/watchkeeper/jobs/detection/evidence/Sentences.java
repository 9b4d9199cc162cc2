package dev.watchkeeper.jobs.detection.evidence;

import dev.watchkeeper.schemas.record.Entity;
import org.jspecify.annotations.Nullable;

/** Evidence in words with numbers: {@code errors 0.3 % → 24 %}. Sentences have no full stop and name no time of day. */
public final class Sentences {

    private Sentences() {}

    /** What a series' evidence says, the instance named where it is one's. */
    public static String of(SeriesIdentity series, EvidenceKind kind, double expected, double value) {
        @Nullable String instance = series.entity().getInstance();
        return words(series, kind, expected, value) + (instance == null ? "" : " on " + instance);
    }

    private static String words(SeriesIdentity series, EvidenceKind kind, double expected, double value) {
        return switch (kind) {
            case OWN_ERRORS -> "errors " + change(series, expected, value);
            case ERRORS -> "failed requests " + change(series, expected, value);
            case SELF_TIME -> "own time " + series.statistic() + ' ' + change(series, expected, value);
            case LATENCY -> "requests " + series.statistic() + ' ' + change(series, expected, value);
            case DATABASE_TIME, CALL_TIME ->
                "calls to " + name(series.callee()) + ' ' + timing(series) + ' ' + change(series, expected, value);
            case DATABASE_ERRORS, CALL_ERRORS ->
                "failed calls to " + name(series.callee()) + ' ' + change(series, expected, value);
            case CALL_UNANSWERED ->
                "unanswered calls to " + name(series.callee()) + ' ' + change(series, expected, value);
            case CPU ->
                "CPU " + (series.statistic().equals("rate") ? cores(expected, value) : change(series, expected, value));
            case HOST_CPU -> "the machine's CPU " + change(series, expected, value);
            case GC -> "time in garbage collection " + change(series, expected, value);
            case LOGS -> severity(series) + " lines " + change(series, expected, value);
            case TRAFFIC -> "requests " + change(series, expected, value);
            case MEMORY -> memory(series) + ' ' + change(series, expected, value);
            case THREADS, POOLS, OTHER -> plain(series) + ' ' + change(series, expected, value);
            case SILENCE, INSTANCE_SILENCE -> "nothing received";
        };
    }

    /** {@code heap after GC grew 34 % in 15 minutes, 2 % expected}. */
    public static String growth(SeriesIdentity series, double share, long minutes, double expectedShare) {
        @Nullable String instance = series.entity().getInstance();
        return memory(series) + " grew " + Words.percent(share) + " in " + minutes
                + (minutes == 1 ? " minute" : " minutes")
                + ", " + Words.percent(Math.max(0, expectedShare)) + " expected"
                + (instance == null ? "" : " on " + instance);
    }

    /** {@code nothing received for 40 s, something expected each 10 s}. */
    public static String silence(long silentMillis, long usualMillis) {
        return "nothing received for " + Words.seconds(silentMillis / 1e3) + ", something expected each "
                + Words.seconds(Math.max(1_000, usualMillis) / 1e3);
    }

    /** {@code 1 of 2 instances silent: payment-2}. */
    public static String instances(int silent, int all, String names) {
        return silent + " of " + all + " instances silent: " + names;
    }

    private static String change(SeriesIdentity series, double expected, double value) {
        return Words.value(expected, series.unit()) + " → " + Words.value(value, series.unit());
    }

    private static String cores(double expected, double value) {
        return Words.number(expected) + " → " + Words.number(value) + " cores";
    }

    private static String timing(SeriesIdentity series) {
        return series.metric().equals("call.wait") ? "wait" : series.statistic();
    }

    private static String severity(SeriesIdentity series) {
        String severity = series.attribute("severity");
        return severity.isEmpty() ? "log" : severity;
    }

    private static String memory(SeriesIdentity series) {
        return series.metric().equals("jvm.memory.used") ? "heap after GC" : plain(series);
    }

    private static String plain(SeriesIdentity series) {
        String attributes = series.attributes().isEmpty()
                ? ""
                : ' '
                        + String.join(
                                " ",
                                series.attributes().entrySet().stream()
                                        .sorted(java.util.Map.Entry.comparingByKey())
                                        .map(java.util.Map.Entry::getValue)
                                        .toList());
        String statistic = series.statistic().equals("value") ? "" : ' ' + series.statistic();
        return series.metric() + attributes + statistic;
    }

    private static String name(@Nullable Entity entity) {
        return entity == null ? "an unknown callee" : entity.getName();
    }
}
