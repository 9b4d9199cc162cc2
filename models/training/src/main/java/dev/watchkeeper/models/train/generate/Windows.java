package dev.watchkeeper.models.train.generate;

import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.schemas.record.PointState;

/** Who hears a generated entity's points, window by window. */
public interface Windows {

    /**
     * One point.
     *
     * @param series 0, 1, 2 … in the order in which the entity's series first occur
     */
    void point(int series, SeriesKind kind, long timeMillis, double value, long count, PointState state);

    /** The window's points are complete. */
    void end(long timeMillis, boolean silent);
}
