package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import dev.watchkeeper.schemas.wire.UndecodableRecord;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a topic's bytes into what the read models take in; other tenants' records go by. Not thread-safe. */
final class EvidenceIntake {

    private static final Logger log = LoggerFactory.getLogger(EvidenceIntake.class);

    /** Topics that are read from their beginning: few records, and history matters. */
    static final Set<String> WHOLE = Set.of(Topics.INCIDENTS.name(), Topics.DECISIONS.name());

    private final Map<String, Consumer<byte[]>> byTopic = new LinkedHashMap<>();
    private final WireFormat format;
    private long undecodable;

    EvidenceIntake(WireFormat format, String tenant, Evidence evidence) {
        this.format = format;
        take(Topics.INCIDENTS, incident -> {
            if (incident.getTenant().equals(tenant)) {
                evidence.accept(incident);
            }
        });
        take(Topics.DECISIONS, decision -> {
            if (decision.getTenant().equals(tenant)) {
                evidence.accept(decision);
            }
        });
        take(Topics.FEATURES, vector -> {
            if (vector.getEntity().getTenant().equals(tenant)) {
                evidence.accept(vector);
            }
        });
        take(Topics.SCORES, score -> {
            if (score.getEntity().getTenant().equals(tenant)) {
                evidence.accept(score);
            }
        });
        take(Topics.TELEMETRY_REJECTED, evidence::accept);
        take(Topics.JOBS_REJECTED, evidence::accept);
    }

    private <T extends SpecificRecord> void take(Topic<T> topic, Consumer<T> into) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>(format, topic);
        byTopic.put(topic.name(), bytes -> into.accept(deserializer.deserialize(topic.name(), bytes)));
    }

    /** The topics that are read. */
    Set<String> topics() {
        return byTopic.keySet();
    }

    /**
     * Takes one record in; one that will never decode is counted and left.
     *
     * @throws RegistryUnavailable the registry did not answer: bring the record again
     */
    void accept(String topic, int partition, long offset, byte[] bytes) {
        Consumer<byte[]> into = byTopic.get(topic);
        if (into == null) {
            return;
        }
        try {
            into.accept(bytes);
        } catch (UndecodableRecord e) {
            undecodable++;
            log.debug("{}-{}@{} left out: {}", topic, partition, offset, e.getMessage());
            if (Long.bitCount(undecodable) == 1) {
                log.warn(
                        "{} records left out that do not decode, newest {}-{}@{}: {}",
                        undecodable,
                        topic,
                        partition,
                        offset,
                        e.getMessage());
            }
        }
    }
}
