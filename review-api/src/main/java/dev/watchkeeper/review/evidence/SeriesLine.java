package dev.watchkeeper.review.evidence;

/**
 * A stretch of one series: parallel arrays in order of time; NaN where a number is missing. The arrays are the
 * reader's own.
 *
 * @param timeMillis event time of each point
 * @param value what was seen
 * @param expected what was expected
 * @param lower lower edge of the expected band
 * @param upper upper edge of the expected band
 * @param alerting whether the series was alerting there
 */
public record SeriesLine(
        long[] timeMillis, float[] value, float[] expected, float[] lower, float[] upper, boolean[] alerting) {

    /** No points. */
    public static final SeriesLine EMPTY =
            new SeriesLine(new long[0], new float[0], new float[0], new float[0], new float[0], new boolean[0]);

    public SeriesLine {
        int n = timeMillis.length;
        if (value.length != n
                || expected.length != n
                || lower.length != n
                || upper.length != n
                || alerting.length != n) {
            throw new IllegalArgumentException("arrays of equal length expected, found times " + n);
        }
    }

    /** How many points there are. */
    public int size() {
        return timeMillis.length;
    }
}
