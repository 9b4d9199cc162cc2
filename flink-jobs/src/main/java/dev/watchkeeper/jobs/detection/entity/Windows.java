package dev.watchkeeper.jobs.detection.entity;

/** Windows of event time: {@code (end - width, end]}, aligned to the epoch; a point at the end belongs to the window. */
public final class Windows {

    private Windows() {}

    /** The end of the window that holds this time. */
    public static long end(long timeMillis, long widthMillis) {
        return -Math.floorDiv(-timeMillis, widthMillis) * widthMillis;
    }
}
