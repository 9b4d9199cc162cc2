package dev.watchkeeper.jobs.detection.config;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** The detection job's keys: key, type, default and sentence together. */
public final class DetectionConfig {

    /** Rows that are scored together. */
    public static final ConfigOption<Integer> BATCH_ROWS = ConfigOptions.key("detection.batch.rows")
            .intType()
            .defaultValue(256)
            .withDescription("Rows that a model scores at once; a watermark or a barrier scores what is there.");

    /** Longest wait of a row in processing time. */
    public static final ConfigOption<Duration> BATCH_WAIT = ConfigOptions.key("detection.batch.wait")
            .durationType()
            .defaultValue(Duration.ofMillis(200))
            .withDescription("A row waits at most that long for others (processing time).");

    /** Folder of models that replace the shipped ones. */
    public static final ConfigOption<String> MODELS_FOLDER = ConfigOptions.key("detection.models.folder")
            .stringType()
            .defaultValue("")
            .withDescription("Folder with `series` and `entity` models; empty: the shipped ones.");

    /** Length of the day that seasons repeat with. */
    public static final ConfigOption<Duration> SEASON = ConfigOptions.key("detection.season")
            .durationType()
            .defaultValue(Duration.ofDays(1))
            .withDescription("Length of the day that the baselines' seasons repeat with; the demo's lasts 30 minutes.");

    /** Window width. */
    public static final ConfigOption<Duration> WINDOW =
            duration("detection.window", Duration.ofSeconds(10), "Width of the windows in which entities are judged.");

    /** Newest point's life. */
    public static final ConfigOption<Duration> NEWEST_POINT =
            duration("detection.newest-point", Duration.ofSeconds(30), "A series' newest point counts that long.");

    /** Evidence horizon. */
    public static final ConfigOption<Duration> HORIZON =
            duration("detection.horizon", Duration.ofMinutes(1), "Evidence is gathered over that time.");

    /** Strength that opens. */
    public static final ConfigOption<Double> OPEN_STRENGTH = number(
            "detection.alert.open-strength",
            5,
            "Evidence from this strength on (standard deviations) may open an alert.");

    /** Strength of failures that opens. */
    public static final ConfigOption<Double> OPEN_FAILURES = number(
            "detection.alert.open-failures",
            4,
            "The same for shares of failures, whose strength is exact (a log likelihood ratio of 8).");

    /** Strength that keeps open. */
    public static final ConfigOption<Double> KEEP_STRENGTH =
            number("detection.alert.keep-strength", 3.5, "Evidence from this strength on keeps an open alert open.");

    /** Strength that opens at once. */
    public static final ConfigOption<Double> STRONG_STRENGTH = number(
            "detection.alert.strong-strength",
            8,
            "Failures of this strength open an alert with their first window, if nearly all requests fail.");

    /** Share of failures that opens at once. */
    public static final ConfigOption<Double> STRONG_SHARE =
            number("detection.alert.strong-share", 0.9, "The share of failures that goes with the strong strength.");

    /** The model's agreement. */
    public static final ConfigOption<Double> AGREE_SURPRISE = number(
            "detection.alert.agree-surprise",
            2,
            "The entity model agrees that a window is odd from this surprise on: −log10 of its p-value.");

    /** Quiet time. */
    public static final ConfigOption<Duration> QUIET = duration(
            "detection.alert.quiet", Duration.ofMinutes(2), "An alert closes after so long without an odd window.");

    /** Silent windows. */
    public static final ConfigOption<Integer> SILENT_WINDOWS = ConfigOptions.key("detection.silence.windows")
            .intType()
            .defaultValue(2)
            .withDescription("An entity is absent after so many witnessed windows without telemetry.");

    /** Silent gaps. */
    public static final ConfigOption<Double> SILENT_GAPS =
            number("detection.silence.gaps", 2, "An entity is absent not before so many times its usual longest gap.");

    /** Traffic kept by siblings. */
    public static final ConfigOption<Double> TRAFFIC_KEPT = number(
            "detection.silence.traffic-kept",
            0.7,
            "Share of the usual traffic that its siblings must carry for a silent instance to be no alert.");

    /** Forgetting instances. */
    public static final ConfigOption<Duration> FORGET_INSTANCE = duration(
            "detection.forget.instance",
            Duration.ofMinutes(10),
            "A silent instance that nobody misses is forgotten after that time.");

    /** Forgetting entities. */
    public static final ConfigOption<Duration> FORGET_ENTITY = duration(
            "detection.forget.entity",
            Duration.ofHours(2),
            "A silent service that was heard too little to be missed is forgotten after that time; a missed one never.");

    /** Forgetting series. */
    public static final ConfigOption<Duration> FORGET_SERIES = duration(
            "detection.forget.series",
            Duration.ofDays(1),
            "A series without points, and what was learned of it, is forgotten after that time.");

    /** Start grace. */
    public static final ConfigOption<Duration> START_GRACE = duration(
            "detection.start-grace",
            Duration.ofMinutes(1),
            "A process that starts is slow: its latency and resources open no alert that long.");

    /** Cold entities. */
    public static final ConfigOption<Duration> COLD = duration(
            "detection.cold",
            Duration.ofMinutes(3),
            "A service younger than that opens alerts only by errors and silence.");

    /** Latency floor. */
    public static final ConfigOption<Double> LATENCY_FLOOR =
            number("detection.floor.latency-seconds", 0.02, "Least excess of a duration that matters, in seconds.");

    /** Latency ratio. */
    public static final ConfigOption<Double> LATENCY_RATIO =
            number("detection.floor.latency-ratio", 1.6, "Least ratio to the expected duration that matters.");

    /** Error floor. */
    public static final ConfigOption<Double> ERROR_FLOOR =
            number("detection.floor.errors", 0.05, "Least excess of a failure share that matters.");

    /** Error prior. */
    public static final ConfigOption<Double> ERROR_PRIOR =
            number("detection.floor.error-prior", 0.02, "Failure share that is taken as usual where less is expected.");

    /** CPU floor. */
    public static final ConfigOption<Double> CPU_FLOOR =
            number("detection.floor.cpu", 0.1, "Least excess of processor use that matters: share or cores.");

    /** Memory growth. */
    public static final ConfigOption<Double> MEMORY_GROWTH =
            number("detection.floor.memory-growth", 0.15, "Least growth over the expected memory that matters.");

    /** Memory floor. */
    public static final ConfigOption<Double> MEMORY_FLOOR =
            number("detection.floor.memory-bytes", 4e6, "Least growth of memory that matters, in bytes.");

    /** GC floor. */
    public static final ConfigOption<Double> GC_FLOOR =
            number("detection.floor.gc", 0.03, "Least excess of the share of time in collections that matters.");

    /** Log floor. */
    public static final ConfigOption<Double> LOG_FLOOR =
            number("detection.floor.log-lines", 3, "Least excess of log lines a second that matters.");

    /** Log ratio. */
    public static final ConfigOption<Double> LOG_RATIO =
            number("detection.floor.log-ratio", 3, "Least ratio to the expected log lines that matters.");

    /** Traffic drop. */
    public static final ConfigOption<Double> TRAFFIC_DROP =
            number("detection.floor.traffic-drop", 0.3, "Traffic below that share of the expected matters.");

    /** Traffic rise. */
    public static final ConfigOption<Double> TRAFFIC_RISE =
            number("detection.floor.traffic-rise", 3, "Traffic above that many times the expected matters.");

    /** Join time. */
    public static final ConfigOption<Duration> JOIN = duration(
            "detection.incident.join",
            Duration.ofMinutes(5),
            "An alert joins a related incident whose newest alert opened at most that long ago.");

    /** Supersede factor. */
    public static final ConfigOption<Double> SUPERSEDE = number(
            "detection.incident.supersede",
            3,
            "An alert this many times as strong as its incident's first cause opens an incident of its own.");

    /** Supersede age. */
    public static final ConfigOption<Duration> SUPERSEDE_AFTER = duration(
            "detection.incident.supersede-after", Duration.ofMinutes(2), "… if the incident is at least that old.");

    /** Edge life. */
    public static final ConfigOption<Duration> EDGES =
            duration("detection.incident.edges", Duration.ofMinutes(30), "Calls not seen for that long are forgotten.");

    /** Refresh. */
    public static final ConfigOption<Duration> REFRESH = duration(
            "detection.incident.refresh",
            Duration.ofSeconds(30),
            "An open incident is told again at most that often where only its numbers changed.");

    /** Not scored. */
    public static final ConfigOption<Duration> NOT_SCORED = duration(
            "detection.not-scored", Duration.ofMinutes(5), "What is not scored is told that often for each series.");

    private DetectionConfig() {}

    /** All keys, in the order of this page. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                BATCH_ROWS,
                BATCH_WAIT,
                MODELS_FOLDER,
                SEASON,
                WINDOW,
                NEWEST_POINT,
                HORIZON,
                OPEN_STRENGTH,
                OPEN_FAILURES,
                KEEP_STRENGTH,
                STRONG_STRENGTH,
                STRONG_SHARE,
                AGREE_SURPRISE,
                QUIET,
                SILENT_WINDOWS,
                SILENT_GAPS,
                TRAFFIC_KEPT,
                FORGET_INSTANCE,
                FORGET_ENTITY,
                FORGET_SERIES,
                START_GRACE,
                COLD,
                LATENCY_FLOOR,
                LATENCY_RATIO,
                ERROR_FLOOR,
                ERROR_PRIOR,
                CPU_FLOOR,
                MEMORY_GROWTH,
                MEMORY_FLOOR,
                GC_FLOOR,
                LOG_FLOOR,
                LOG_RATIO,
                TRAFFIC_DROP,
                TRAFFIC_RISE,
                JOIN,
                SUPERSEDE,
                SUPERSEDE_AFTER,
                EDGES,
                REFRESH,
                NOT_SCORED);
    }

    /** The thresholds of a configuration. */
    public static Thresholds thresholds(ReadableConfig config) {
        return new Thresholds(
                config.get(WINDOW).toMillis(),
                config.get(NEWEST_POINT).toMillis(),
                config.get(HORIZON).toMillis(),
                config.get(OPEN_STRENGTH),
                config.get(OPEN_FAILURES),
                config.get(KEEP_STRENGTH),
                config.get(STRONG_STRENGTH),
                config.get(STRONG_SHARE),
                config.get(AGREE_SURPRISE),
                config.get(QUIET).toMillis(),
                config.get(SILENT_WINDOWS),
                config.get(SILENT_GAPS),
                config.get(TRAFFIC_KEPT),
                config.get(FORGET_INSTANCE).toMillis(),
                config.get(FORGET_ENTITY).toMillis(),
                config.get(FORGET_SERIES).toMillis(),
                config.get(START_GRACE).toMillis(),
                config.get(COLD).toMillis(),
                config.get(LATENCY_FLOOR),
                config.get(LATENCY_RATIO),
                config.get(ERROR_FLOOR),
                config.get(ERROR_PRIOR),
                config.get(CPU_FLOOR),
                config.get(MEMORY_GROWTH),
                config.get(MEMORY_FLOOR),
                config.get(GC_FLOOR),
                config.get(LOG_FLOOR),
                config.get(LOG_RATIO),
                config.get(TRAFFIC_DROP),
                config.get(TRAFFIC_RISE),
                config.get(JOIN).toMillis(),
                config.get(SUPERSEDE),
                config.get(SUPERSEDE_AFTER).toMillis(),
                config.get(EDGES).toMillis(),
                config.get(REFRESH).toMillis(),
                config.get(NOT_SCORED).toMillis());
    }

    private static ConfigOption<Duration> duration(String key, Duration fallback, String sentence) {
        return ConfigOptions.key(key).durationType().defaultValue(fallback).withDescription(sentence);
    }

    private static ConfigOption<Double> number(String key, double fallback, String sentence) {
        return ConfigOptions.key(key).doubleType().defaultValue(fallback).withDescription(sentence);
    }
}
