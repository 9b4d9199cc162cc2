package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Rejected;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.util.OutputTag;

/** Makes {@code jobs.rejected} records; the side output on which every operator of a job emits them. */
public final class Rejections {

    /** The side output of rejected records. */
    public static final OutputTag<Rejected> TAG = new OutputTag<>("rejected", AvroTypes.of(Rejected.class));

    /** How many of a record's bytes a rejection keeps. */
    public static final int KEPT_BYTES = 1024;

    private Rejections() {}

    /** A rejection without bytes, where the record's place ({@code topic-partition@offset}) or key names it. */
    public static Rejected of(String source, String reason, Fault fault, String detail, String where, long timeMillis) {
        return of(source, reason, fault, detail, where, timeMillis, new byte[0], 0);
    }

    /**
     * A rejection that keeps the record's first bytes.
     *
     * @param source topic-partition@offset, or the key of what was refused
     * @param reason a code in upper case
     * @param fault whose fault it is
     * @param detail found and expected, in a sentence
     * @param where job and operator
     * @param timeMillis the record's event time where it is known
     * @param bytes the record, or its beginning
     * @param size the whole record's size in bytes
     */
    public static Rejected of(
            String source,
            String reason,
            Fault fault,
            String detail,
            String where,
            long timeMillis,
            byte[] bytes,
            long size) {
        return Rejected.newBuilder()
                .setSource(source)
                .setReason(reason)
                .setFault(fault)
                .setDetail(detail)
                .setWhere(where)
                .setTimeMillis(timeMillis)
                .setSize(size)
                .setBytes(ByteBuffer.wrap(head(bytes)))
                .build();
    }

    /** The bytes that a rejection keeps. */
    static byte[] head(byte[] bytes) {
        return bytes.length <= KEPT_BYTES ? bytes : Arrays.copyOf(bytes, KEPT_BYTES);
    }
}
