package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.record.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record as it arrived: either decoded or rejected, never both and never neither. A mutable class because
 * Flink's POJO serializer fills it; it lives only between the source and the {@link LatenessGate} chained to it.
 */
public final class Arrival<T> {

    /** The partition it came from. */
    public int partition;

    /** Its offset there. */
    public long offset;

    /** Its event time, epoch milliseconds; Kafka's timestamp where it could not be decoded. */
    public long timeMillis;

    /** The record, where it could be decoded. */
    public @Nullable T record;

    /** Why it could not be, where it could not. */
    public @Nullable Rejected rejected;

    /** The record's first bytes, for whoever may have to reject it later; as few as a rejection carries. */
    public byte[] bytes = new byte[0];

    /** The size of the whole record. */
    public int size;
}
