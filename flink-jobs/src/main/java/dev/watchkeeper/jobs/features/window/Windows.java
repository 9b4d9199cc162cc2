package dev.watchkeeper.jobs.features.window;

import java.io.Serializable;

/**
 * Tumbling windows of event time: {@code [end - size, end)}, aligned to the epoch.
 *
 * @param sizeMillis a window's length
 * @param joinDelayMillis how long after its end, in event time, a window waits for what belongs to it: the other side of
 *     a call whose clock runs ahead
 */
public record Windows(long sizeMillis, long joinDelayMillis) implements Serializable {

    public Windows {
        if (sizeMillis < 1 || joinDelayMillis < 0) {
            throw new IllegalArgumentException("a window of " + sizeMillis + " ms, closed after " + joinDelayMillis
                    + " ms; expected at least 1 and 0");
        }
    }

    /** The end of the window that holds this instant: the first instant after it. */
    public long end(long timeMillis) {
        return Math.floorDiv(timeMillis, sizeMillis) * sizeMillis + sizeMillis;
    }

    /** The watermark at which the window is closed: everything of it, and of its other sides, has come. */
    public long closing(long end) {
        return end + joinDelayMillis;
    }

    /** The end of the window that is closed at this instant; the inverse of {@link #closing}. */
    public long endOfClosing(long closingMillis) {
        return closingMillis - joinDelayMillis;
    }

    /** A window's length in seconds. */
    public double seconds() {
        return sizeMillis / 1e3;
    }
}
