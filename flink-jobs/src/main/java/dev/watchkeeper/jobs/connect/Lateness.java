package dev.watchkeeper.jobs.connect;

import java.io.Serializable;
import java.util.HashMap;
import java.util.function.BiConsumer;

/**
 * Judges lateness by each partition's own watermark, recomputed from its records one by one. The verdict on a record so
 * follows from the records before it in its partition alone: not from other partitions, not from when Flink emitted a
 * watermark, not from a restart. The watermark that Flink emits never runs ahead of this one, so what passes here is
 * late nowhere downstream.
 */
final class Lateness implements Serializable {

    private final long boundMillis;
    private final HashMap<Integer, Long> newest = new HashMap<>();

    Lateness(long boundMillis) {
        this.boundMillis = boundMillis;
    }

    /** Whether the record is late; one that is not may move its partition's watermark. */
    boolean isLate(int partition, long timeMillis) {
        Long seen = newest.get(partition);
        if (seen != null && timeMillis < seen - boundMillis) {
            return true;
        }
        if (seen == null || timeMillis > seen) {
            newest.put(partition, timeMillis);
        }
        return false;
    }

    /** The partition's watermark: records before it are late. */
    long watermark(int partition) {
        return newest.getOrDefault(partition, Long.MIN_VALUE + boundMillis) - boundMillis;
    }

    /** Takes up what was known of a partition, from whichever subtask had it. */
    void restore(int partition, long newestMillis) {
        newest.merge(partition, newestMillis, Math::max);
    }

    /** Hands over what is known. */
    void forEach(BiConsumer<Integer, Long> partitions) {
        newest.forEach(partitions);
    }
}
