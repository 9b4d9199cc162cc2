package dev.watchkeeper.schemas.wire;

import org.jspecify.annotations.Nullable;

/** A record's bytes are not what its topic promises; the same bytes will never decode. Reject it with the reason. */
public final class UndecodableRecord extends RuntimeException {

    /** Why the bytes could not be read. */
    public enum Reason {
        /** Empty, shorter than the header, or it does not begin with byte 0. */
        NOT_WIRE_FORMAT,
        /** The registry does not know the schema id. */
        UNKNOWN_SCHEMA,
        /** The writer's schema cannot be read as the topic's. */
        INCOMPATIBLE_SCHEMA,
        /** The Avro body is truncated or damaged. */
        DAMAGED
    }

    private final Reason reason;

    UndecodableRecord(Reason reason, String message) {
        this(reason, message, null);
    }

    UndecodableRecord(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The reason code. */
    public Reason reason() {
        return reason;
    }
}
