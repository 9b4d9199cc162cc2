package dev.watchkeeper.ingest.reject;

import com.google.protobuf.ByteString;

/**
 * Records of one request that were refused for one reason.
 *
 * @param reason why
 * @param detail what was found and what was expected, of the first of them
 * @param bytes the first one's first bytes
 * @param size how many bytes the first one has in all
 * @param count how many records it stands for
 */
public record Rejection(Reason reason, String detail, ByteString bytes, long size, int count) {

    /** How many of the original's bytes are kept: enough to recognise the sender's mistake. */
    public static final int KEPT_BYTES = 1024;

    public Rejection {
        if (count < 1) {
            throw new IllegalArgumentException(reason + ": count at least 1 expected, found " + count);
        }
        bytes = bytes.size() <= KEPT_BYTES
                ? bytes
                : ByteString.copyFrom(bytes.substring(0, KEPT_BYTES).toByteArray());
    }

    /** A whole body that was refused. */
    public static Rejection whole(Reason reason, String detail, byte[] body) {
        ByteString kept = ByteString.copyFrom(body, 0, Math.min(body.length, KEPT_BYTES));
        return new Rejection(reason, detail, kept, body.length, 1);
    }
}
