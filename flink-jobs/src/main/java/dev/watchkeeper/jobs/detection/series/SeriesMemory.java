package dev.watchkeeper.jobs.detection.series;

/**
 * What is kept of a series between its points.
 *
 * @param baseline see {@link dev.watchkeeper.models.baseline.BaselineBytes}; empty before the first point
 * @param run odd points in a row
 * @param lastMillis event time of its last point
 * @param notScoredMillis event time when it was last told that it is not scored; 0 for never
 */
@SuppressWarnings("ArrayRecordComponent") // state is written once and never compared
public record SeriesMemory(byte[] baseline, int run, long lastMillis, long notScoredMillis) {

    /** Nothing known yet. */
    public static SeriesMemory unknown() {
        return new SeriesMemory(new byte[0], 0, Long.MIN_VALUE, 0);
    }
}
