package dev.watchkeeper.ingest.reject;

import com.google.protobuf.ByteString;

/**
 * Records of one request that were refused for one reason.
 *
 * @param reason why
 * @param detail what was found and what was expected, of the first of them; cut, since it may quote the sender
 * @param bytes the first one's first bytes
 * @param size how many bytes the first one has in all
 * @param count how many records it stands for
 */
public record Rejection(Reason reason, String detail, ByteString bytes, long size, int count) {

    /** How many of the original's bytes are kept: enough to recognise the sender's mistake. */
    public static final int KEPT_BYTES = 1024;

    /** How many characters of the detail are kept: a name of megabytes, quoted whole, would be no Kafka record. */
    static final int KEPT_CHARS = 1000;

    public Rejection {
        if (count < 1) {
            throw new IllegalArgumentException(reason + ": count at least 1 expected, found " + count);
        }
        detail = cut(detail);
        bytes = bytes.size() <= KEPT_BYTES
                ? bytes
                : ByteString.copyFrom(bytes.substring(0, KEPT_BYTES).toByteArray());
    }

    /** A whole body that was refused. */
    public static Rejection whole(Reason reason, String detail, byte[] body) {
        ByteString kept = ByteString.copyFrom(body, 0, Math.min(body.length, KEPT_BYTES));
        return new Rejection(reason, detail, kept, body.length, 1);
    }

    /** The same for that many records more. */
    public Rejection and(int more) {
        return new Rejection(reason, detail, bytes, size, count + more);
    }

    /** Never half a surrogate pair. */
    private static String cut(String detail) {
        if (detail.length() <= KEPT_CHARS) {
            return detail;
        }
        boolean splits = Character.isHighSurrogate(detail.charAt(KEPT_CHARS - 2));
        return detail.substring(0, splits ? KEPT_CHARS - 2 : KEPT_CHARS - 1) + "…";
    }
}
