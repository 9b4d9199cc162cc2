package dev.watchkeeper.schemas.topics;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.Verdict;
import java.time.Duration;
import java.util.List;

/** The topic catalogue: every topic on which rooms meet, in the order in which a record meets them. */
public final class Topics {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration FOR_EVER = Duration.ZERO;

    /** Normalized spans. */
    public static final Topic<Span> SPANS =
            new Topic<>("telemetry.spans", Span.class, "trace id", 2, DAY, false, "ingest");

    /** Normalized metric points. */
    public static final Topic<MetricPoint> METRICS =
            new Topic<>("telemetry.metrics", MetricPoint.class, "stream", 2, DAY, false, "ingest");

    /** Normalized log records. */
    public static final Topic<LogRecord> LOGS =
            new Topic<>("telemetry.logs", LogRecord.class, "entity", 2, DAY, false, "ingest");

    /** What ingest could not use. */
    public static final Topic<Rejected> TELEMETRY_REJECTED =
            new Topic<>("telemetry.rejected", Rejected.class, "source", 1, WEEK, false, "ingest");

    /** What the jobs could not use. */
    public static final Topic<Rejected> JOBS_REJECTED =
            new Topic<>("jobs.rejected", Rejected.class, "source", 1, WEEK, false, "features, detection");

    /** Points of series. */
    public static final Topic<SeriesPoint> SERIES =
            new Topic<>("series", SeriesPoint.class, "series", 2, DAY, false, "features");

    /** Feature vectors. */
    public static final Topic<FeatureVector> FEATURES =
            new Topic<>("features", FeatureVector.class, "entity", 2, DAY, false, "features");

    /** Scores of series and entities. */
    public static final Topic<Score> SCORES = new Topic<>("scores", Score.class, "entity", 2, DAY, false, "detection");

    /** Incidents, every revision. */
    public static final Topic<Incident> INCIDENTS =
            new Topic<>("incidents", Incident.class, "incident", 1, FOR_EVER, false, "detection");

    /** Decisions, every revision. */
    public static final Topic<Decision> DECISIONS =
            new Topic<>("decisions", Decision.class, "incident or action", 1, FOR_EVER, false, "router");

    /** Reviews, every revision. */
    public static final Topic<Review> REVIEWS =
            new Topic<>("reviews", Review.class, "review", 1, FOR_EVER, false, "router");

    /** Verdicts. */
    public static final Topic<Verdict> VERDICTS =
            new Topic<>("verdicts", Verdict.class, "review", 1, FOR_EVER, false, "review API");

    /** The Collector's topics, from which ingest reads OTLP as it is: spans, metrics, logs. */
    public static final List<String> COLLECTOR = List.of("otlp_spans", "otlp_metrics", "otlp_logs");

    private Topics() {}

    /** All topics that carry our schemas. */
    public static List<Topic<?>> all() {
        return List.of(
                SPANS,
                METRICS,
                LOGS,
                TELEMETRY_REJECTED,
                JOBS_REJECTED,
                SERIES,
                FEATURES,
                SCORES,
                INCIDENTS,
                DECISIONS,
                REVIEWS,
                VERDICTS);
    }
}
