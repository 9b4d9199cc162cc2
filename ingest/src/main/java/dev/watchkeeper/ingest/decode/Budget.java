package dev.watchkeeper.ingest.decode;

import java.util.function.LongConsumer;

/** Counts one request's messages against its bound, and asks for their memory before they are made. */
final class Budget {

    /** Messages whose memory is asked for at once; fewer are not worth asking. */
    static final int STEP = 1024;

    /** What a message takes, about: an empty span does, and fuller ones bring bytes of their own. */
    static final long MESSAGE_BYTES = 110;

    private final int max;
    private final LongConsumer room;
    private int found;

    /**
     * A budget.
     *
     * @param max messages there may be
     * @param room told of bytes before they are used; may throw to stop it
     */
    Budget(int max, LongConsumer room) {
        this.max = max;
        this.room = room;
    }

    /** Whether a body of that many bytes is too small to matter: a message takes two at least. */
    boolean coversAll(int bytes) {
        return bytes / 2 <= Math.min(max, STEP - 1);
    }

    /** Whether there may be one more. */
    boolean one() {
        found++;
        if (found % STEP == 0) {
            room.accept(STEP * MESSAGE_BYTES);
        }
        return found <= max;
    }

    /** How many there may be. */
    int max() {
        return max;
    }
}
