package dev.watchkeeper.review.queue;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each partition is projected; committed together with what was projected. */
final class Offsets {

    private final JdbcClient jdbc;

    Offsets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    OptionalLong next(TopicPartition partition) {
        return jdbc.sql("select next_offset from topic_offset where topic = ? and part = ?")
                .params(partition.topic(), partition.partition())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /**
     * Moves on.
     *
     * @throws OffsetsMoved another process projects the same partition; nothing may be kept of this transaction
     */
    void advance(TopicPartition partition, OptionalLong from, long to) {
        int rows = from.isPresent()
                ? jdbc.sql("update topic_offset set next_offset = ? where topic = ? and part = ? and next_offset = ?")
                        .params(to, partition.topic(), partition.partition(), from.getAsLong())
                        .update()
                : jdbc.sql(
                                "insert into topic_offset (topic, part, next_offset) values (?, ?, ?) on conflict do nothing")
                        .params(partition.topic(), partition.partition(), to)
                        .update();
        if (rows != 1) {
            throw new OffsetsMoved(partition + ": expected to stand at " + from);
        }
    }

    /** Starts again somewhere, because the broker has not what was expected next. */
    void reset(TopicPartition partition, long to) {
        jdbc.sql("insert into topic_offset (topic, part, next_offset) values (?, ?, ?)"
                        + " on conflict (topic, part) do update set next_offset = excluded.next_offset")
                .params(partition.topic(), partition.partition(), to)
                .update();
    }

    /** Somebody else has projected what this process was about to; read again from where they stand. */
    static final class OffsetsMoved extends RuntimeException {
        OffsetsMoved(String message) {
            super(message);
        }
    }
}
