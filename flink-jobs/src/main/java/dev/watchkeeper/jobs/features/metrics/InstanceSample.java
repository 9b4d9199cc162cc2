package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;

/** What one instance's series said in a window: state, filled by Flink. */
public final class InstanceSample {

    /** The sum of its points' values. */
    public double sum;

    /** How many they are. */
    public int points;

    /** What they count together. */
    public long count;

    /** The newest one's time. */
    public long timeMillis;

    /** How long after the window's before it came; 0 for the first. */
    public long usualMillis;

    /** The gravest of their states. */
    public PointState state = PointState.OK;

    /** Whether it stood for its instance when the series was last told. */
    public boolean counted;

    void add(SeriesPoint point) {
        sum += point.getValue();
        points++;
        count += point.getCount();
        timeMillis = Math.max(timeMillis, point.getTimeMillis());
        if (point.getState().compareTo(state) > 0) {
            state = point.getState();
        }
    }

    double mean() {
        return sum / points;
    }

    /** Until when it stands for its instance: one sample more may be missed, but no instance is kept for long. */
    long standsUntil(long windowMillis, long mostMillis) {
        return timeMillis + Math.min(mostMillis, Math.max(windowMillis, 2 * usualMillis));
    }
}
