package dev.watchkeeper.review.verdict;

import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic {@code verdicts}: key review id, idempotent producer, every replica in sync acknowledges. */
public final class KafkaVerdictTopic implements VerdictTopic {

    private final Producer<String, Verdict> producer;

    /** Sends with these client settings. */
    public KafkaVerdictTopic(Map<String, Object> client, WireFormat format) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        this.producer =
                new KafkaProducer<>(settings, new StringSerializer(), new AvroSerializer<>(format, Topics.VERDICTS));
    }

    @Override
    public void send(List<Verdict> verdicts) throws InterruptedException {
        try {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
            for (Verdict verdict : verdicts) {
                acknowledgements.add(
                        producer.send(new ProducerRecord<>(Topics.VERDICTS.name(), verdict.getReviewId(), verdict)));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new NotAcknowledged("verdicts were not acknowledged", e);
        } catch (KafkaException | RegistryUnavailable e) {
            throw new NotAcknowledged("verdicts could not be sent", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
