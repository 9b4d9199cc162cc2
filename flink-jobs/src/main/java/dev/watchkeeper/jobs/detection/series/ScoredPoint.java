package dev.watchkeeper.jobs.detection.series;

import dev.watchkeeper.jobs.detection.evidence.JudgedPoint;
import dev.watchkeeper.jobs.detection.evidence.SeriesIdentity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;

/** A point with all that is known of it, as the entity takes it. */
public record ScoredPoint(SeriesPoint point, JudgedPoint judged) {

    /** What its series is. */
    public SeriesIdentity series() {
        return SeriesIdentity.of(point);
    }

    /** Whether it tells of its entity: less traffic than expected, seen by nobody, tells that the platform was blind. */
    public boolean observed(boolean witness) {
        boolean drop = point.getSignal() == Signal.TRAFFIC && judged.value() < judged.expected();
        return witness || !drop;
    }

    /** Whether its writer restarted with it. */
    public boolean restarted() {
        return point.getState() == PointState.RESTART;
    }
}
