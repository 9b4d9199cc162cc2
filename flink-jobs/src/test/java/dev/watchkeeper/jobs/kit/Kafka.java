package dev.watchkeeper.jobs.kit;

import static org.awaitility.Awaitility.await;

import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.TopicCreation;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One broker and registry as a test sees them: writes at once, reads what is committed. */
public final class Kafka implements AutoCloseable {

    /** How long tests wait for what must happen; a busy machine is no failure. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Admin admin;
    private final WireFormat format;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> from = new HashMap<>();

    /** Creates the topics and connects. */
    public Kafka(String bootstrapServers, String registryUrl) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrapServers);
        admin = Admin.create(properties);
        // A fresh broker is fenced for a moment and creates nothing.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            TopicCreation.createMissing(admin);
            return true;
        });
        format = new WireFormat(registryUrl);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        Properties reader = new Properties();
        reader.putAll(properties);
        reader.setProperty("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Sends a record under a key. */
    public <T extends SpecificRecord> void send(Topic<T> topic, String key, T record) {
        raw(topic, null, key, new AvroSerializer<>(format, topic).serialize(topic.name(), record));
    }

    /** Sends a record to every partition. */
    public <T extends SpecificRecord> void sendToAll(Topic<T> topic, T record) {
        byte[] bytes = new AvroSerializer<>(format, topic).serialize(topic.name(), record);
        for (int partition = 0; partition < topic.partitions(); partition++) {
            raw(topic, partition, "synthetic", bytes);
        }
    }

    /** Sends bytes as they are. */
    public void raw(Topic<?> topic, @Nullable Integer partition, String key, byte[] bytes) {
        producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(StandardCharsets.UTF_8), bytes));
    }

    /** Waits until everything sent is there. */
    public void flush() {
        producer.flush();
    }

    /** What is committed in a topic since {@link #skip}. */
    public <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return read(topic, partitions(topic));
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic, List<TopicPartition> partitions) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>(format, topic);
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<T> records = new ArrayList<>();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                records.add(deserializer.deserialize(topic.name(), record.value()));
            }
        }
        return records;
    }

    /** What is committed in a topic since {@link #skip}, by partition in the order of its offsets. */
    public <T extends SpecificRecord> List<List<T>> readPartitions(Topic<T> topic) {
        List<List<T>> partitions = new ArrayList<>();
        for (TopicPartition partition : partitions(topic)) {
            partitions.add(read(topic, List.of(partition)));
        }
        return partitions;
    }

    /** Whether a group has committed all that lies in a topic. */
    public boolean isAllRead(String group, Topic<?> topic) {
        try {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return consumer.endOffsets(partitions(topic)).entrySet().stream().allMatch(end -> {
                OffsetAndMetadata at = read.get(end.getKey());
                return at != null && at.offset() >= end.getValue();
            });
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while asking for " + group, e);
        }
    }

    /** Reads nothing of these topics that is there by now. */
    public void skip(Topic<?>... topics) {
        for (Topic<?> topic : topics) {
            from.putAll(consumer.endOffsets(partitions(topic)));
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        admin.close();
    }

    private static List<TopicPartition> partitions(Topic<?> topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            partitions.add(new TopicPartition(topic.name(), partition));
        }
        return partitions;
    }
}
