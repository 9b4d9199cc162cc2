package dev.watchkeeper.jobs.detection.series;

/**
 * Held level and alert of a series; see {@link dev.watchkeeper.models.scoring.Hysteresis}.
 *
 * @param lastMillis event time of its last point
 */
public record Hold(double held, int recent, boolean alerting, long lastMillis) {

    /** Nothing known yet. */
    public static Hold unknown() {
        return new Hold(0, 0, false, Long.MIN_VALUE);
    }
}
