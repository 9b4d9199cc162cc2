package dev.watchkeeper.models.baseline;

import dev.watchkeeper.schemas.record.Signal;
import java.util.Locale;

/**
 * What the baseline must know of a series beside its points; immutable, so keep one per series or per metric.
 *
 * @param signal the kind of signal
 * @param measure how its noise behaves
 * @param own whether it is the entity's own doing (self time, own errors, what a call waits outside its callee) and not
 *     what others do to it
 * @param relativeFloor least scale as a share of the level
 * @param absoluteFloor least scale in the series' unit
 * @param quantileSpread how much fewer observations widen a DURATION's floor: at n observations by √(1 + spread/n)
 * @param fallWeight 0..1: how much a fall counts beside an equal rise
 * @param startsAtZero whether a series never seen before was expected to be zero (errors, warnings)
 * @param priorSpread expected scale of a series of this kind as a share of its level, before it is known
 * @param settles whether its level starts anew after its writer's restart
 * @param fills whether it is a stock that fills up, so that its growth counts
 */
public record SeriesKind(
        Signal signal,
        Measure measure,
        boolean own,
        double relativeFloor,
        double absoluteFloor,
        double quantileSpread,
        double fallWeight,
        boolean startsAtZero,
        double priorSpread,
        boolean settles,
        boolean fills) {

    /** Anything of which nothing is known. */
    public static final SeriesKind UNKNOWN = of(Signal.OTHER, "", "1", "value", "");

    /**
     * The kind of a series. How often something took its time is traffic, whatever signal it came with.
     *
     * @param signal its signal
     * @param metric its metric name
     * @param unit UCUM
     * @param statistic value, rate, ratio, mean, max, p50, p95, p99, count, floor
     * @param severity the attribute {@code severity} of log series, or empty
     */
    public static SeriesKind of(Signal signal, String metric, String unit, String statistic, String severity) {
        return switch (signal) {
            case ERRORS -> ratioOrEvents(signal, unit, statistic, metric.endsWith(".self"));
            case LATENCY ->
                statistic.equals("rate") || statistic.equals("count")
                        ? of(Signal.TRAFFIC, metric, unit, statistic, severity)
                        : duration(signal, unit, statistic, metric.endsWith(".self"));
            case CALLS -> call(metric, unit, statistic);
            case TRAFFIC, HEARTBEAT ->
                new SeriesKind(signal, Measure.EVENTS, false, .10, 0, 0, 1, false, .5, false, false);
            case CPU -> utilization(signal, unit, .25, .01, .5);
            case GC -> utilization(signal, unit, .25, .005, 1);
            case MEMORY ->
                new SeriesKind(signal, Measure.AMOUNT, true, .08, memoryFloor(unit), 0, .3, false, .25, true, true);
            case THREADS -> new SeriesKind(signal, Measure.AMOUNT, true, .20, 2, 0, .3, false, .25, true, false);
            case POOLS -> new SeriesKind(signal, Measure.AMOUNT, true, .20, 1, 0, .3, false, .5, true, true);
            case LOGS -> new SeriesKind(signal, Measure.EVENTS, true, .15, .05, 0, .3, loud(severity), 1, false, false);
            case OTHER -> other(unit, statistic);
        };
    }

    private static SeriesKind call(String metric, String unit, String statistic) {
        if (statistic.equals("ratio")) {
            return ratioOrEvents(Signal.CALLS, unit, statistic, metric.endsWith(".unanswered"));
        }
        if (statistic.equals("rate")) {
            return new SeriesKind(Signal.CALLS, Measure.EVENTS, false, .10, 0, 0, 1, false, .5, false, false);
        }
        return duration(Signal.CALLS, unit, statistic, metric.endsWith(".wait"));
    }

    private static SeriesKind ratioOrEvents(Signal signal, String unit, String statistic, boolean own) {
        boolean share = statistic.equals("ratio") || unit.equals("1");
        Measure measure = share ? Measure.RATIO : Measure.EVENTS;
        double floor = share ? .01 : .05;
        return new SeriesKind(signal, measure, own, .15, floor, 0, 0, true, 1, false, false);
    }

    private static SeriesKind duration(Signal signal, String unit, String statistic, boolean own) {
        double second = secondIn(unit);
        double spread = switch (statistic) {
            case "p99", "max" -> 50;
            case "p95" -> 20;
            default -> 4;
        };
        return new SeriesKind(signal, Measure.DURATION, own, .25, .002 * second, spread, .3, false, .5, false, false);
    }

    private static SeriesKind utilization(Signal signal, String unit, double relative, double points, double prior) {
        double floor = unit.equals("%") ? points * 100 : points;
        return new SeriesKind(signal, Measure.UTILIZATION, true, relative, floor, 0, .3, false, prior, true, false);
    }

    private static SeriesKind other(String unit, String statistic) {
        boolean events = unit.startsWith("{") && (statistic.equals("rate") || statistic.equals("count"));
        Measure measure = events ? Measure.EVENTS : Measure.AMOUNT;
        return new SeriesKind(Signal.OTHER, measure, false, .02, 0, 0, 1, false, .3, false, false);
    }

    private static boolean loud(String severity) {
        return switch (severity.toUpperCase(Locale.ROOT)) {
            case "ERROR", "FATAL", "WARN" -> true;
            default -> false;
        };
    }

    private static double memoryFloor(String unit) {
        return switch (unit) {
            case "By" -> 1 << 20;
            case "KiBy", "kBy" -> 1 << 10;
            case "MiBy", "MBy" -> 1;
            case "%" -> 1;
            case "1" -> .01;
            default -> 0;
        };
    }

    private static double secondIn(String unit) {
        return switch (unit) {
            case "ms" -> 1e3;
            case "us" -> 1e6;
            case "ns" -> 1e9;
            default -> 1;
        };
    }
}
