package dev.watchkeeper.jobs.detection.entity;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.schemas.record.Entity;

/**
 * When telemetry of an entity itself last came, and how long it usually stays away. What the features job derives from
 * nothing (a rate of zero) is not telemetry of the entity.
 *
 * @param entity a service or an instance
 * @param firstMillis event time of its first telemetry
 * @param startMillis event time of its process' last known start; the first telemetry where none is known
 * @param lastMillis event time of its last telemetry
 * @param usualGapMillis the longest usual time between two, decaying
 * @param arrivals how many different times are known, saturating
 * @param witnessed windows wholly after the last telemetry in which the synthetic entity was heard
 */
public record Presence(
        Entity entity,
        long firstMillis,
        long startMillis,
        long lastMillis,
        double usualGapMillis,
        int arrivals,
        int witnessed) {

    private static final int KNOWN_ARRIVALS = 10;
    private static final double GAP_DECAY = 0.98;
    private static final double LONGEST_NEW_GAP = 2.5;
    /** A gap may be a little longer than usual; a single lost export must not be silence. */
    private static final double SLACK = 0.2;

    /** The first telemetry. */
    public static Presence first(Entity entity, long timeMillis) {
        return new Presence(entity, timeMillis, timeMillis, timeMillis, 0, 1, 0);
    }

    /** Telemetry came. Times that are not later than the last change nothing. */
    public Presence heard(long timeMillis, boolean restarted, Thresholds thresholds) {
        if (timeMillis <= lastMillis) {
            return restarted && timeMillis > startMillis
                    ? new Presence(entity, firstMillis, timeMillis, lastMillis, usualGapMillis, arrivals, witnessed)
                    : this;
        }
        double gap = timeMillis - lastMillis;
        // An outage must not teach that outages are usual.
        double most = Math.max(
                LONGEST_NEW_GAP * usualGapMillis,
                arrivals < KNOWN_ARRIVALS ? Double.MAX_VALUE : 1.5 * thresholds.windowMillis());
        boolean returned = restarted || absent(thresholds);
        return new Presence(
                entity,
                firstMillis,
                returned ? timeMillis : startMillis,
                timeMillis,
                gap > most ? usualGapMillis : Math.max(gap, GAP_DECAY * usualGapMillis),
                Math.min(arrivals + 1, 1_000_000),
                0);
    }

    /** A window ended in which nothing came; it counts only where the synthetic entity was heard in it. */
    public Presence windowEnded(long windowEndMillis, boolean witness, Thresholds thresholds) {
        boolean whollyAfter = windowEndMillis - thresholds.windowMillis() >= lastMillis;
        return whollyAfter && witness
                ? new Presence(entity, firstMillis, startMillis, lastMillis, usualGapMillis, arrivals, witnessed + 1)
                : this;
    }

    /** Whether its telemetry is missing: expected, and gone for longer than it ever usually is. */
    public boolean absent(Thresholds thresholds) {
        return arrivals >= KNOWN_ARRIVALS && witnessed >= silentWindows(thresholds);
    }

    /** Witnessed windows without telemetry that make it absent. */
    int silentWindows(Thresholds thresholds) {
        double gaps = (thresholds.silentGaps() + SLACK) * usualGapMillis / thresholds.windowMillis();
        return Math.max(thresholds.silentWindows(), (int) Math.ceil(gaps - 1));
    }

    /** Whether its process has only just started. */
    boolean starting(long nowMillis, Thresholds thresholds) {
        return nowMillis - startMillis < thresholds.startGraceMillis();
    }
}
