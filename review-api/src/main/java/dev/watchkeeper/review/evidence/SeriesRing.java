package dev.watchkeeper.review.evidence;

import java.util.Arrays;

/**
 * The newest points of one series in primitive arrays, 29 bytes a point: at most {@link #CAPACITY}, which is three
 * hours at 10 s. It grows by doubling, so a series with few points costs little. Not thread-safe.
 */
final class SeriesRing {

    /** Points kept: three hours at 10 s. */
    static final int CAPACITY = 1080;

    private static final int FIRST = 64;
    private static final int NUMBERS = 4;

    private long[] times = new long[FIRST];
    private float[] numbers = new float[FIRST * NUMBERS];
    private boolean[] alerting = new boolean[FIRST];
    private int start;
    private int size;

    /**
     * Adds a point at the end; one of the newest point's time replaces it, an older one is refused (a series comes
     * from one partition in order, so only a replay brings such).
     *
     * @return whether it was taken
     */
    boolean add(long timeMillis, float value, float expected, float lower, float upper, boolean alerts) {
        if (size > 0) {
            long newest = times[index(size - 1)];
            if (timeMillis < newest) {
                return false;
            }
            if (timeMillis == newest) {
                size--;
            }
        }
        makeRoom();
        int at = index(size);
        times[at] = timeMillis;
        numbers[at * NUMBERS] = value;
        numbers[at * NUMBERS + 1] = expected;
        numbers[at * NUMBERS + 2] = lower;
        numbers[at * NUMBERS + 3] = upper;
        alerting[at] = alerts;
        size++;
        return true;
    }

    /** The points of {@code fromMillis <= time <= toMillis}. */
    SeriesLine between(long fromMillis, long toMillis) {
        int first = firstAtOrAfter(fromMillis);
        int end = firstAtOrAfter(toMillis == Long.MAX_VALUE ? toMillis : toMillis + 1);
        int n = Math.max(0, end - first);
        SeriesLine line =
                new SeriesLine(new long[n], new float[n], new float[n], new float[n], new float[n], new boolean[n]);
        for (int i = 0; i < n; i++) {
            int at = index(first + i);
            line.timeMillis()[i] = times[at];
            line.value()[i] = numbers[at * NUMBERS];
            line.expected()[i] = numbers[at * NUMBERS + 1];
            line.lower()[i] = numbers[at * NUMBERS + 2];
            line.upper()[i] = numbers[at * NUMBERS + 3];
            line.alerting()[i] = alerting[at];
        }
        return line;
    }

    int size() {
        return size;
    }

    private int firstAtOrAfter(long millis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[index(middle)] < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void makeRoom() {
        if (size < times.length) {
            return;
        }
        if (size >= CAPACITY) {
            start = (start + 1) % times.length;
            size--;
            return;
        }
        int length = Math.min(CAPACITY, times.length * 2);
        // A ring that still grows has never wrapped: its first point is at 0.
        times = Arrays.copyOf(times, length);
        numbers = Arrays.copyOf(numbers, length * NUMBERS);
        alerting = Arrays.copyOf(alerting, length);
    }

    private int index(int place) {
        return (start + place) % times.length;
    }
}
