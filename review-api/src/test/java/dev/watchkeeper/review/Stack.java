package dev.watchkeeper.review;

import dev.watchkeeper.review.config.ReviewConfig;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.TopicCreation;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import dev.watchkeeper.stack.LocalBroker;
import dev.watchkeeper.stack.LocalPostgres;
import dev.watchkeeper.stack.LocalRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A real broker, registry and PostgreSQL for all tests of this JVM; each test has a tenant and a database of its own. */
public final class Stack {

    private static @Nullable Stack shared;

    private final AtomicInteger databases = new AtomicInteger();
    private final LocalPostgres postgres;
    private final LocalRegistry registry;
    private final LocalBroker broker;
    private final Path folder;
    private final WireFormat format;
    private final KafkaProducer<String, byte[]> producer;

    private Stack(Path folder) throws InterruptedException {
        this.folder = folder;
        postgres = LocalPostgres.start(folder.resolve("postgres"));
        registry = LocalRegistry.start(folder.resolve("registry.log"));
        broker = LocalBroker.start(folder.resolve("broker"));
        format = new WireFormat(registry.url());
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TopicCreation.createMissing(admin);
        }
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stack-stop"));
    }

    /** Started with the first test that needs it, stopped with the JVM. */
    public static synchronized Stack shared() {
        Stack started = shared;
        if (started == null) {
            try {
                started = new Stack(Files.createTempDirectory("review-stack"));
                shared = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return started;
    }

    /** The JDBC address of a new database. */
    public String newDatabase() {
        String name = "review_" + "abcdefghijklmnopqrstuvwxyz".charAt(databases.getAndIncrement());
        postgres.createDatabases(List.of(name));
        return postgres.url(name);
    }

    /** Settings of a review API for a tenant over a database, on a free port. */
    public Map<String, String> settings(String tenant, String database, Path folder) {
        Map<String, String> settings = new HashMap<>();
        settings.put("http.port", "0");
        settings.put("postgres.url", database);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("schema.registry.url", registry.url());
        settings.put("tenant", tenant);
        settings.put("first.user", "reviewer");
        settings.put("first.login.file", folder.resolve("login").toString());
        settings.put("cli.token.file", folder.resolve("token").toString());
        return settings;
    }

    /** A review API's configuration. */
    public ReviewConfig config(String tenant, String database, Path folder) {
        return new ReviewConfig(settings(tenant, database, folder));
    }

    /** Puts a record on its topic, and waits for the broker. */
    public <T extends SpecificRecord> void publish(Topic<T> topic, String key, T record) {
        publishBytes(topic, key, new AvroSerializer<>(format, topic).serialize(topic.name(), record));
    }

    /** Puts bytes on a topic, and waits for the broker. */
    public void publishBytes(Topic<?> topic, String key, byte[] bytes) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every verdict of a tenant that is on the topic now; the key is checked against the record. */
    public List<Verdict> verdicts(String tenant) {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        AvroDeserializer<Verdict> verdict = new AvroDeserializer<>(format, Topics.VERDICTS);
        TopicPartition partition = new TopicPartition(Topics.VERDICTS.name(), 0);
        List<Verdict> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    Verdict value = verdict.deserialize(record.topic(), record.value());
                    if (!record.key().equals(value.getReviewId())) {
                        throw new AssertionError("key " + record.key() + " for " + value);
                    }
                    if (value.getTenant().equals(tenant)) {
                        found.add(value);
                    }
                }
            }
        }
        return found;
    }

    private void stop() {
        producer.close(Duration.ofSeconds(1));
        broker.close();
        registry.close();
        postgres.close();
        try (Stream<Path> left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
