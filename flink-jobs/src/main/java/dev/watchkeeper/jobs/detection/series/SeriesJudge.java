package dev.watchkeeper.jobs.detection.series;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.evidence.SeriesIdentity;
import dev.watchkeeper.models.baseline.BaselineBytes;
import dev.watchkeeper.models.baseline.Judgement;
import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.baseline.SeriesBaseline;
import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Steps a series' baseline. Learning slows to a twentieth while the series itself has been odd for some points: the
 * entity's alert is known only behind the model, and nothing flows backwards; see RATIONALE. Traffic is never frozen,
 * for its daily rise looks odd to a level that follows.
 *
 * <p>Not thread-safe.
 */
public final class SeriesJudge {

    private static final int FROZEN_AFTER = 3;

    private final Thresholds thresholds;
    private final Duration season;
    private final Residual residual = new Residual();

    /** Judges with seasons of that length. */
    public SeriesJudge(Thresholds thresholds, Duration season) {
        this.thresholds = thresholds;
        this.season = season;
    }

    /**
     * What follows from a point.
     *
     * @param row for the model; null where the point is not scored
     * @param present whether the point is new to its series: then its writer lives, even where it cannot be scored
     * @param notScored tells that and why; null where it is scored or was told lately
     */
    public record Outcome(
            SeriesMemory memory,
            @Nullable ResidualRow row,
            boolean present,
            @Nullable Score notScored) {}

    /** Takes the series' next point. */
    public Outcome step(SeriesMemory memory, SeriesPoint point) {
        SeriesKind kind = SeriesIdentity.of(point).kind();
        SeriesBaseline baseline = memory.baseline().length == 0
                ? new SeriesBaseline(season)
                : BaselineBytes.fromBytes(memory.baseline(), season);
        boolean frozen = memory.run() >= FROZEN_AFTER && freezes(point);
        baseline.step(
                kind,
                point.getTimeMillis(),
                point.getValue(),
                point.getCount(),
                point.getIntervalMillis(),
                point.getState(),
                frozen,
                residual);
        long lastMillis = Math.max(memory.lastMillis(), point.getTimeMillis());
        byte[] bytes = BaselineBytes.toBytes(baseline);
        if (!residual.judgement().scored()) {
            boolean told = memory.notScoredMillis() != 0
                    && point.getTimeMillis() - memory.notScoredMillis() < thresholds.notScoredMillis();
            long toldMillis = told ? memory.notScoredMillis() : point.getTimeMillis();
            return new Outcome(
                    new SeriesMemory(bytes, memory.run(), lastMillis, toldMillis),
                    null,
                    residual.judgement() != Judgement.LATE,
                    told ? null : Scores.notScored(point, reason(residual.judgement(), point)));
        }
        float[] features = new float[Residual.FEATURES];
        residual.writeTo(features, 0);
        ResidualRow row = new ResidualRow(
                point,
                residual.expected(),
                residual.lower(),
                residual.upper(),
                residual.scale(),
                residual.growth(),
                residual.growthShare(),
                residual.coldStart(),
                features);
        return new Outcome(
                new SeriesMemory(bytes, residual.run(), lastMillis, memory.notScoredMillis()), row, true, null);
    }

    private static boolean freezes(SeriesPoint point) {
        return switch (point.getSignal()) {
            case TRAFFIC, OTHER, HEARTBEAT -> false;
            case CALLS -> !point.getStatistic().equals("rate");
            case ERRORS, LATENCY, CPU, MEMORY, GC, THREADS, POOLS, LOGS -> true;
        };
    }

    private static String reason(Judgement judgement, SeriesPoint point) {
        return switch (judgement) {
            case FIRST -> "first point: nothing to expect yet";
            case GAP -> gap(point);
            case RESET -> "reset: the cumulative sum began anew";
            case LATE -> "late: not later than the series' last point";
            case SCORED, COLD, SETTLING -> throw new IllegalArgumentException(judgement + " is scored");
        };
    }

    private static String gap(SeriesPoint point) {
        double value = point.getValue();
        boolean none = point.getState() == PointState.GAP || Double.isNaN(value);
        return none
                ? "gap: the point has no value"
                : "gap: a value of at most " + SeriesBaseline.MOST_VALUE + " expected, found " + value;
    }
}
