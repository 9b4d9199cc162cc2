package dev.watchkeeper.ingest.normalize;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Trace and span ids. */
final class Ids {

    static final int TRACE_BYTES = 16;
    static final int SPAN_BYTES = 8;

    private Ids() {}

    /** Whether it has the length of an id and is not all zero, which OTLP calls invalid. */
    static boolean valid(ByteString id, int bytes) {
        return id.size() == bytes && !zero(id);
    }

    /** Whether the sender gave none: nothing, or all zero in the right length. */
    static boolean absent(ByteString id, int bytes) {
        return id.isEmpty() || id.size() == bytes && zero(id);
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static boolean zero(ByteString id) {
        for (int i = 0; i < id.size(); i++) {
            if (id.byteAt(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
