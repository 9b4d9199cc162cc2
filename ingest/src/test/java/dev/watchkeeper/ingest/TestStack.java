package dev.watchkeeper.ingest;

import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.TopicCreation;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import dev.watchkeeper.stack.LocalBroker;
import dev.watchkeeper.stack.LocalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker and a real registry with all topics; the broker can be stopped and started again. */
public final class TestStack {

    private final Path folder;
    private final LocalRegistry registry;
    private LocalBroker broker;

    private TestStack(Path folder, LocalRegistry registry, LocalBroker broker) {
        this.folder = folder;
        this.registry = registry;
        this.broker = broker;
    }

    /** One stack for all integration tests of this JVM, which ends it; each test looks only at its own records. */
    public static TestStack shared() {
        return Shared.STACK;
    }

    private static final class Shared {
        static final TestStack STACK = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(STACK::close));
        }
    }

    private static TestStack start() {
        try {
            return begin();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no stack", e);
        }
    }

    private static TestStack begin() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ingest-it");
        TestStack stack = new TestStack(
                folder,
                LocalRegistry.start(folder.resolve("registry.log")),
                LocalBroker.start(folder.resolve("broker")));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.broker.bootstrapServers()))) {
            TopicCreation.createMissing(admin);
        }
        return stack;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public WireFormat format() {
        return new WireFormat(registry.url());
    }

    /** Settings for an ingest on this stack, on free ports, without heartbeats and Collector topics. */
    public Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", bootstrapServers(),
                "schema.registry.url", registry.url(),
                "grpc.port", "0",
                "http.port", "0",
                "heartbeat.interval.ms", "0",
                "collector.topics.enabled", "false"));
        settings.putAll(IngestConfig.settings(more));
        return settings;
    }

    public void stopBroker() {
        broker.close();
    }

    public void startBroker() {
        broker = LocalBroker.start(folder.resolve("broker"), broker.port());
    }

    /** Everything committed on a topic now, in the order of partitions and offsets. */
    public <T extends SpecificRecord> List<ConsumerRecord<byte[], T>> committed(Topic<T> topic) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
        List<ConsumerRecord<byte[], T>> all = new ArrayList<>();
        try (Consumer<byte[], T> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new AvroDeserializer<>(format(), topic))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (behind(consumer, partitions, ends)) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        all.sort(java.util.Comparator.<ConsumerRecord<byte[], T>>comparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return all;
    }

    /** The values of {@link #committed}. */
    public <T extends SpecificRecord> List<T> values(Topic<T> topic) {
        return committed(topic).stream().map(ConsumerRecord::value).toList();
    }

    private static boolean behind(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L));
    }

    private void close() {
        broker.close();
        registry.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
