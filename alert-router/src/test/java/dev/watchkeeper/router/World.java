package dev.watchkeeper.router;

import dev.watchkeeper.router.deliver.HookServer;
import dev.watchkeeper.router.deliver.LocalAlertmanager;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.TopicCreation;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import dev.watchkeeper.stack.LocalBroker;
import dev.watchkeeper.stack.LocalRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A real broker, registry and Alertmanager, a webhook, and somebody who writes incidents and reads decisions. */
final class World implements AutoCloseable {

    static final byte[] SECRET = "a secret of the integration test".getBytes(StandardCharsets.UTF_8);

    private final Path folder;
    private final LocalBroker broker;
    private final LocalRegistry registry;
    final LocalAlertmanager alertmanager;
    final Gate gate;
    final HookServer hook;
    private final WireFormat format;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaProducer<byte[], byte[]> transactional;
    private final AvroSerializer<Incident> incidents;
    private final AvroSerializer<Verdict> verdicts;

    World(Path folder) throws Exception {
        this.folder = folder;
        broker = LocalBroker.start(folder.resolve("kafka"));
        registry = LocalRegistry.start(folder.resolve("registry.log"));
        int port = LocalAlertmanager.freePort();
        alertmanager = LocalAlertmanager.start(folder.resolve("alertmanager"), port);
        gate = new Gate(port);
        hook = new HookServer(SECRET);
        Files.write(folder.resolve("secret"), SECRET);
        format = new WireFormat(registry.url());
        producer = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
        Map<String, Object> transactions = properties();
        transactions.put("transactional.id", "incidents-of-the-test");
        transactional = new KafkaProducer<>(transactions, new ByteArraySerializer(), new ByteArraySerializer());
        transactional.initTransactions();
        incidents = new AvroSerializer<>(format, Topics.INCIDENTS);
        verdicts = new AvroSerializer<>(format, Topics.VERDICTS);
        try (Admin admin = Admin.create(properties())) {
            TopicCreation.createMissing(admin);
        }
    }

    private Map<String, Object> properties() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** The router's arguments; the log's folder stays the same over its starts. */
    List<String> arguments(String... more) throws Exception {
        Files.writeString(folder.resolve("policy.yaml"), """
                version: it-1
                rules:
                  - {id: suppress-1, certainty-below: 0.50, then: suppress}
                  - {id: notify-1, certainty-at-least: 0.90, then: notify, otherwise: ask, receiver: default}
                """);
        List<String> arguments = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "schema.registry.url=" + registry.url(),
                "log.directory=" + folder.resolve("log"),
                "log.snapshot-every=20",
                "policy.file=" + folder.resolve("policy.yaml"),
                "receivers=am,hook",
                "receivers.am.kind=alertmanager",
                "receivers.am.url=" + gate.url(),
                "receivers.hook.kind=webhook",
                "receivers.hook.url=" + hook.url(),
                "receivers.hook.secret.file=" + folder.resolve("secret"),
                "delivery.timeout-ms=30000",
                "delivery.retry-interval-ms=500",
                "receive.partitions-interval-ms=500"));
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    RouterProcess router(String... more) throws Exception {
        return RouterProcess.start(Path.of("target", "router-it.log"), arguments(more));
    }

    void send(Incident incident) throws Exception {
        send(Topics.INCIDENTS, 0, incident.getId(), incidents.serialize("", incident));
    }

    void send(Verdict verdict) throws Exception {
        send(Topics.VERDICTS, 0, verdict.getReviewId(), verdicts.serialize("", verdict));
    }

    void sendTo(int partition, Incident incident) throws Exception {
        send(Topics.INCIDENTS, partition, incident.getId(), incidents.serialize("", incident));
    }

    void sendRaw(Topic<?> topic, byte[] value) throws Exception {
        send(topic, 0, "raw", value);
    }

    private void send(Topic<?> topic, int partition, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    /** In a transaction of its own, as the detection job writes. */
    void transaction(Incident incident, boolean commits) throws Exception {
        transactional.beginTransaction();
        transactional
                .send(new ProducerRecord<>(
                        Topics.INCIDENTS.name(),
                        0,
                        incident.getId().getBytes(StandardCharsets.UTF_8),
                        incidents.serialize("", incident)))
                .get();
        if (commits) {
            transactional.commitTransaction();
        } else {
            transactional.abortTransaction();
        }
    }

    void morePartitions(Topic<?> topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(properties())) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        }
    }

    List<Decision> decisions() {
        return read(Topics.DECISIONS);
    }

    List<Review> reviews() {
        return read(Topics.REVIEWS);
    }

    Decision awaitDecision(String incidentId, Predicate<Decision> condition) {
        return await(
                "a decision about " + incidentId,
                () -> decisions().stream()
                        .filter(decision -> decision.getSubjectId().equals(incidentId))
                        .filter(condition)
                        .findFirst());
    }

    Review awaitReview(String incidentId, Predicate<Review> condition) {
        return await(
                "a review about " + incidentId,
                () -> reviews().stream()
                        .filter(review -> review.getIncidentId().equals(incidentId))
                        .filter(condition)
                        .findFirst());
    }

    static <T> T await(String what, java.util.concurrent.Callable<Optional<T>> found) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(found, Optional::isPresent)
                .orElseThrow();
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>(format, topic);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<T> all = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    all.add(deserializer.deserialize(topic.name(), record.value()));
                }
            }
            return all;
        }
    }

    @Override
    public void close() throws Exception {
        producer.close();
        transactional.close();
        gate.close();
        hook.close();
        alertmanager.close();
        registry.close();
        broker.close();
    }
}
