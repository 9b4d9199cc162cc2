package dev.watchkeeper.schemas.topics;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic of the catalogue.
 *
 * @param name the topic's name
 * @param type the generated class of its records
 * @param key what its records are keyed by, in words
 * @param partitions how many partitions it is created with
 * @param retention how long records are kept; zero or less keeps them for ever
 * @param compacted whether only the newest record of a key has to be kept once retention is over
 * @param writer the one room that writes it
 */
public record Topic<T extends SpecificRecord>(
        String name, Class<T> type, String key, int partitions, Duration retention, boolean compacted, String writer) {

    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": at least one partition expected, found " + partitions);
        }
    }

    /** The schema of the topic's records. */
    public Schema schema() {
        return org.apache.avro.specific.SpecificData.get().getSchema(type);
    }

    /** The subject under which the registry knows the schema: topic name strategy. */
    public String subject() {
        return name + "-value";
    }

    /** What to ask the broker for; the replication factor is the broker's default. */
    public NewTopic creation() {
        String cleanup = compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        long retentionMillis = !retention.isNegative() && !retention.isZero() ? retention.toMillis() : -1;
        return new NewTopic(name, java.util.Optional.of(partitions), java.util.Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retentionMillis),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        "4194304",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        // Replayed history carries old event times: it must not be deleted as it arrives.
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE)));
    }
}
