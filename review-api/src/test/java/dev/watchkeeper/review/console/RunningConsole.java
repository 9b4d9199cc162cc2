package dev.watchkeeper.review.console;

import dev.watchkeeper.review.ReviewMain;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application on a real broker, registry and database, with a shop on the topics. */
final class RunningConsole implements AutoCloseable {

    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final LocalPostgres postgres;
    private final WireFormat format;
    private final ConfigurableApplicationContext application;
    private final Path loginFile;

    private RunningConsole(Path folder, Shop shop) throws InterruptedException {
        broker = LocalBroker.start(folder.resolve("broker"));
        registry = LocalRegistry.start(folder.resolve("registry.log"));
        postgres = LocalPostgres.start(folder.resolve("postgres"));
        postgres.createDatabases(List.of("review"));
        format = new WireFormat(registry.url());
        try (Admin admin = Admin.create(client())) {
            TopicCreation.createMissing(admin);
        }
        seed(shop);
        loginFile = folder.resolve("login");
        application = ReviewMain.start(new ReviewConfig(Map.of(
                "http.port", "0",
                "postgres.url", postgres.url("review"),
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "schema.registry.url", registry.url(),
                "first.user", "anna",
                "first.login.file", loginFile.toString(),
                "console.link.grafana",
                        "https://grafana.example.org/d/service?var-service={service}&from={fromMillis}&to={toMillis}",
                "console.link.tempo", "https://tempo.example.org/trace/{traceId}",
                "console.link.loki", "https://loki.example.org/explore?service={service}&from={fromMillis}")));
    }

    static RunningConsole start(Path folder, Shop shop) throws InterruptedException {
        return new RunningConsole(folder, shop);
    }

    String url() {
        return "http://127.0.0.1:" + ReviewMain.port(application);
    }

    String oneTimePassword() throws IOException {
        return Files.readString(loginFile).strip();
    }

    /** Keeps a copy of an incident that memory has never read, as of an incident that it has let go of. */
    void keepCopy(String incidentId, String copy) {
        JdbcClient jdbc = application.getBean(JdbcClient.class);
        jdbc.sql("insert into incident_number (incident_id) values (?)")
                .param(copy)
                .update();
        jdbc.sql("insert into incident select :copy, revision, state, opened_at_millis, summary,"
                        + " replace(document, :id, :copy) from incident where id = :id")
                .param("id", incidentId)
                .param("copy", copy)
                .update();
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private void seed(Shop shop) {
        send(Topics.SCORES, shop.scores());
        send(Topics.FEATURES, shop.vectors());
        send(Topics.INCIDENTS, shop.incidents());
        send(Topics.DECISIONS, shop.decisions());
        send(Topics.JOBS_REJECTED, shop.refusals());
        send(Topics.REVIEWS, List.of(shop.review(), shop.oldReview()));
    }

    /** Puts records on their topic; all of a topic into one partition, in order. */
    <T extends SpecificRecord> void send(Topic<T> topic, Collection<T> records) {
        AvroSerializer<T> serializer = new AvroSerializer<>(format, topic);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(record -> producer.send(
                    new ProducerRecord<>(topic.name(), 0, null, serializer.serialize(topic.name(), record))));
            producer.flush();
        }
    }

    /** All verdicts that were sent so far. */
    List<Verdict> verdicts() {
        AvroDeserializer<Verdict> deserializer = new AvroDeserializer<>(format, Topics.VERDICTS);
        List<Verdict> verdicts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.VERDICTS.name(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().iterator().next();
            while (consumer.position(partitions.get(0)) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record ->
                                verdicts.add(deserializer.deserialize(Topics.VERDICTS.name(), record.value())));
            }
        }
        return verdicts;
    }

    @Override
    public void close() {
        application.close();
        postgres.close();
        registry.close();
        broker.close();
    }
}
