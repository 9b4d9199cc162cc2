package dev.watchkeeper.jobs.detection.series;

import dev.watchkeeper.jobs.detection.evidence.JudgedPoint;
import dev.watchkeeper.jobs.detection.evidence.SeriesIdentity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;

/** A point with all that is known of it, as the entity takes it. */
public record ScoredPoint(SeriesPoint point, JudgedPoint judged) {

    /** What its series is. */
    public SeriesIdentity series() {
        return SeriesIdentity.of(point);
    }

    /** Whether its writer restarted with it. */
    public boolean restarted() {
        return point.getState() == PointState.RESTART;
    }
}
