package dev.watchkeeper.jobs.detection.series;

import dev.watchkeeper.jobs.detection.evidence.JudgedPoint;
import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.scoring.Hysteresis;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import org.jspecify.annotations.Nullable;

/** From the series model's margins to scores. */
public final class Scores {

    private static final String NO_MODEL = "none@0";

    private final AlertRule rule;
    private final Calibration calibration;
    private final String model;

    /** Scores of a model, {@code name@version}. */
    public Scores(AlertRule rule, Calibration calibration, String model) {
        this.rule = rule;
        this.calibration = calibration;
        this.model = model;
    }

    /** What follows from a margin. */
    public record Outcome(Hold hold, Score score, ScoredPoint scored) {}

    /** Takes the series' next margin. */
    public Outcome step(Hold before, ResidualRow row, double margin) {
        double held = Hysteresis.held(rule, before.held(), margin);
        int recent = Hysteresis.recent(rule, before.recent(), margin);
        boolean alerting = Hysteresis.alerting(rule, before.alerting(), held, recent);
        double surprise = calibration.surprise(margin);
        SeriesPoint point = row.point();
        Score score = of(point)
                .setValue(finite(point.getValue()))
                .setExpected(finite(row.expected()))
                .setLower(finite(row.lower()))
                .setUpper(finite(row.upper()))
                .setMargin(margin)
                .setScore(rule.score(margin))
                .setHeldScore(Hysteresis.heldScore(held))
                .setPValue(Math.pow(10, -surprise))
                .setAlerting(alerting)
                .setColdStart(row.coldStart())
                .setModel(model)
                .build();
        JudgedPoint judged = new JudgedPoint(
                point.getTimeMillis(),
                point.getValue(),
                row.expected(),
                row.scale(),
                surprise,
                row.growth(),
                row.growthShare(),
                point.getCount(),
                row.coldStart(),
                point.getTraceIds());
        return new Outcome(
                new Hold(held, recent, alerting, point.getTimeMillis()), score, new ScoredPoint(point, judged));
    }

    /** A score that tells that a point is not scored, and why. */
    public static Score notScored(SeriesPoint point, String reason) {
        return of(point)
                .setValue(finite(point.getValue()))
                .setMargin(0)
                .setScore(0)
                .setHeldScore(0)
                .setPValue(1)
                .setAlerting(false)
                .setModel(NO_MODEL)
                .setNotScored(reason)
                .build();
    }

    /** A score of an entity's window without a model: not scored, or the synthetic one's life sign. */
    public static Score entity(
            Entity entity,
            long timeMillis,
            @Nullable Double value,
            @Nullable Signal signal,
            @Nullable String notScored) {
        return Score.newBuilder()
                .setEntity(entity)
                .setTimeMillis(timeMillis)
                .setSignal(signal)
                .setValue(value)
                .setMargin(0)
                .setScore(0)
                .setHeldScore(0)
                .setPValue(1)
                .setAlerting(false)
                .setModel(NO_MODEL)
                .setNotScored(notScored)
                .build();
    }

    private static Score.Builder of(SeriesPoint point) {
        return Score.newBuilder()
                .setEntity(point.getEntity())
                .setSeries(point.getSeries())
                .setMetric(point.getMetric())
                .setStatistic(point.getStatistic())
                .setUnit(point.getUnit())
                .setAttributes(point.getAttributes())
                .setSignal(point.getSignal())
                .setTimeMillis(point.getTimeMillis());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
