package dev.watchkeeper.review.evidence;

/**
 * How far the reading of the topics has come.
 *
 * @param caughtUp whether everything that was there at the start has been read
 * @param fraction 0 to 1, of what was there at the start
 * @param problem what keeps it from reading, in a sentence; empty where nothing does
 */
public record Progress(boolean caughtUp, double fraction, String problem) {

    /** Nothing was read yet. */
    public static final Progress NOT_STARTED = new Progress(false, 0, "");

    /** Everything was read. */
    public static final Progress LIVE = new Progress(true, 1, "");
}
