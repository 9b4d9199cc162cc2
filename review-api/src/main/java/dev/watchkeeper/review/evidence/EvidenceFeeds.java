package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes feeds that read from Kafka. */
public final class EvidenceFeeds {

    private EvidenceFeeds() {}

    /**
     * A feed that is not started yet.
     *
     * @param client what every client of the broker needs: addresses, credentials
     * @param tenant whose records are kept
     */
    public static EvidenceFeed of(
            Evidence evidence,
            Map<String, Object> client,
            WireFormat format,
            String tenant,
            Duration back,
            Clock clock) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "review-api-evidence");
        return new EvidenceFeed(
                evidence,
                new EvidenceIntake(format, tenant, evidence),
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                back,
                clock);
    }
}
