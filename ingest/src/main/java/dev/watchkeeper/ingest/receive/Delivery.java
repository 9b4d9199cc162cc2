package dev.watchkeeper.ingest.receive;

import dev.watchkeeper.ingest.decode.Encoding;
import dev.watchkeeper.ingest.normalize.Sender;
import java.util.function.LongConsumer;

/** One request as it came in: its bytes, inflated; how they are written; who sent them. */
public final class Delivery {

    private final byte[] body;
    private final Encoding encoding;
    private final Sender sender;
    private final LongConsumer room;

    /** The body is not copied and not changed. */
    public Delivery(byte[] body, Encoding encoding, Sender sender) {
        this(body, encoding, sender, bytes -> {});
    }

    /** Whose memory is bounded: told of bytes before they are used, {@code room} may throw {@link NoRoom}. */
    Delivery(byte[] body, Encoding encoding, Sender sender, LongConsumer room) {
        this.body = body;
        this.encoding = encoding;
        this.sender = sender;
        this.room = room;
    }

    /** The bytes; not to be changed. */
    @SuppressWarnings("EI_EXPOSE_REP") // copying every request would cost more than the trust
    public byte[] body() {
        return body;
    }

    /** How they are written. */
    public Encoding encoding() {
        return encoding;
    }

    /** Who sent them. */
    public Sender sender() {
        return sender;
    }

    /** To be told of the memory that the request takes beside its body, before it is taken; may throw. */
    public LongConsumer room() {
        return room;
    }
}
