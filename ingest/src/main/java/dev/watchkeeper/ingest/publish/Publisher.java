package dev.watchkeeper.ingest.publish;

import dev.watchkeeper.ingest.normalize.Normalized;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Records to Kafka. Every future completes when all its records are acknowledged and fails with
 * {@link NotAcknowledged} where one is not; sending may block for as long as the producer's {@code max.block.ms}.
 * Thread-safe. Does not own the producer.
 */
public final class Publisher {

    /**
     * Bytes of one record: a little less than Kafka's brokers take by default. A larger one is refused here, for the
     * broker's refusal would fail everything that is sent with it, and again whenever it is sent again.
     */
    static final int MAX_RECORD_BYTES = 1_000_000;

    private final Producer<byte[], byte[]> producer;
    private final WireFormat format;
    private final Clock clock;
    private final Map<String, AvroSerializer<?>> serializers = new ConcurrentHashMap<>();
    private volatile boolean answering = true;

    /** Publishes through this producer; the clock dates rejections. */
    public Publisher(Producer<byte[], byte[]> producer, WireFormat format, Clock clock) {
        this.producer = producer;
        this.format = format;
        this.clock = clock;
    }

    /**
     * A request's records to their topic, its rejections to theirs. Completes with what became of them: a record that is
     * too large for Kafka is rejected.
     */
    public <T extends SpecificRecord> CompletableFuture<Published> publish(
            Route<?, T> route, Normalized<T> normalized, Sender sender) {
        Acknowledgements acknowledgements = new Acknowledgements();
        List<Rejection> rejections = new ArrayList<>(normalized.rejections());
        long tooLarge;
        try {
            tooLarge = sendRecords(route, normalized.records(), rejections, acknowledgements);
            for (Rejection rejection : rejections) {
                send(Topics.TELEMETRY_REJECTED, null, sender.source(), rejected(rejection, sender), acknowledgements);
            }
        } catch (KafkaException | RegistryUnavailable | IllegalStateException e) {
            return noted(CompletableFuture.failedFuture(new NotAcknowledged(e)));
        }
        Published published = new Published(normalized.records().size() - tooLarge, rejections);
        return noted(acknowledgements.sealed()).thenApply(sent -> published);
    }

    /** How many were too large; they stand as one rejection with the others. */
    private <T extends SpecificRecord> int sendRecords(
            Route<?, T> route, List<T> records, List<Rejection> rejections, Acknowledgements acknowledgements) {
        @Nullable Rejection tooLarge = null;
        for (T item : records) {
            if (acknowledgements.failed()) {
                break;
            }
            byte[] value = serializer(route.topic()).serialize(route.topic().name(), item);
            if (value.length <= MAX_RECORD_BYTES) {
                send(route.topic(), null, route.key().apply(item), value, acknowledgements);
            } else {
                tooLarge = tooLarge == null ? tooLarge(value) : tooLarge.and(1);
            }
        }
        if (tooLarge == null) {
            return 0;
        }
        rejections.add(tooLarge);
        return tooLarge.count();
    }

    private static Rejection tooLarge(byte[] value) {
        return Rejection.whole(
                Reason.TOO_LARGE,
                "at most " + MAX_RECORD_BYTES + " bytes of one record expected, found " + value.length,
                value);
    }

    /** A refusal of a whole request. */
    public CompletableFuture<Void> reject(Rejection rejection, Sender sender) {
        return one(Topics.TELEMETRY_REJECTED, null, sender.source(), rejected(rejection, sender));
    }

    /** One record to its topic. */
    public <T extends SpecificRecord> CompletableFuture<Void> publish(Route<?, T> route, T item) {
        return one(route.topic(), null, route.key().apply(item), item);
    }

    /** One record to one partition of a topic. */
    public <T extends SpecificRecord> CompletableFuture<Void> publishTo(
            Topic<T> topic, int partition, String key, T item) {
        return one(topic, partition, key, item);
    }

    /** How many partitions the topic has now. */
    public int partitions(Topic<?> topic) {
        return producer.partitionsFor(topic.name()).size();
    }

    /** Whether the newest answer from Kafka was an acknowledgement; true before the first. */
    public boolean answering() {
        return answering;
    }

    private <V> CompletableFuture<V> noted(CompletableFuture<V> sent) {
        return sent.whenComplete((acknowledged, failure) -> answering = failure == null);
    }

    private <T extends SpecificRecord> CompletableFuture<Void> one(
            Topic<T> topic, @Nullable Integer partition, String key, T item) {
        Acknowledgements acknowledgements = new Acknowledgements();
        try {
            send(topic, partition, key, item, acknowledgements);
        } catch (KafkaException | RegistryUnavailable | IllegalStateException e) {
            return noted(CompletableFuture.failedFuture(new NotAcknowledged(e)));
        }
        return noted(acknowledgements.sealed());
    }

    private <T extends SpecificRecord> void send(
            Topic<T> topic, @Nullable Integer partition, String key, T item, Acknowledgements acknowledgements) {
        send(topic, partition, key, serializer(topic).serialize(topic.name(), item), acknowledgements);
    }

    private void send(
            Topic<?> topic, @Nullable Integer partition, String key, byte[] value, Acknowledgements acknowledgements) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        acknowledgements.expectOne();
        producer.send(new ProducerRecord<>(topic.name(), partition, keyBytes, value), acknowledgements);
    }

    @SuppressWarnings("unchecked") // a topic's serializer is made by the topic
    private <T extends SpecificRecord> AvroSerializer<T> serializer(Topic<T> topic) {
        return (AvroSerializer<T>)
                serializers.computeIfAbsent(topic.name(), name -> new AvroSerializer<>(format, topic));
    }

    private Rejected rejected(Rejection rejection, Sender sender) {
        Rejected made = new Rejected();
        made.setSource(sender.source());
        made.setReason(rejection.reason().name());
        made.setFault(rejection.reason().fault());
        made.setDetail(rejection.detail());
        made.setWhere("ingest, tenant " + sender.tenant());
        made.setTimeMillis(clock.millis());
        made.setSize(rejection.size());
        made.setBytes(ByteBuffer.wrap(rejection.bytes().toByteArray()));
        made.setCount(rejection.count());
        return made;
    }
}
