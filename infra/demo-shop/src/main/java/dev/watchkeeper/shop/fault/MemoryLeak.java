package dev.watchkeeper.shop.fault;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what should have been forgotten: small sessions in a map, so that the collector has ever more to mark and its
 * pauses grow. The rate is chosen from the heap that is free at the start, so that it lasts for the strength's time.
 */
final class MemoryLeak implements Background.Work {

    private static final int TICKS_PER_SECOND = 10;
    private static final int SESSION_BYTES = 200;
    /** What a session costs beside its bytes: array header, map node, boxed key, table slot. */
    private static final int OVERHEAD_BYTES = 16 + 32 + 24 + 8;

    private final Strength strength;

    MemoryLeak(Strength strength) {
        this.strength = strength;
    }

    @Override
    public void run() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        double perTick = free
                / (double) (SESSION_BYTES + OVERHEAD_BYTES)
                / strength.timeToOutOfMemory().toSeconds()
                / TICKS_PER_SECOND;
        Map<Long, byte[]> sessions = new HashMap<>();
        double owed = 0;
        while (!Thread.interrupted()) {
            for (owed += perTick; owed >= 1; owed--) {
                sessions.put((long) sessions.size(), new byte[SESSION_BYTES]);
            }
            Thread.sleep(1_000 / TICKS_PER_SECOND);
        }
    }
}
