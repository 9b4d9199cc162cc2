package dev.watchkeeper.ingest;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.watchkeeper.ingest.collector.CollectorEncoding;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.receive.OtlpServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Ingest's settings. */
public class IngestConfig extends AbstractConfig {

    private static final int MEBIBYTE = 1024 * 1024;

    /** Requests that wait for a thread; more than a fleet of senders has on its way at once. */
    private static final int MAX_WAITING = 1_000;

    /** All keys, with type, default, valid values and meaning. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "kafka.bootstrap.servers",
                    Type.STRING,
                    "127.0.0.1:9092",
                    new NonEmptyString(),
                    HIGH,
                    "Kafka's brokers.")
            .define(
                    "kafka.client.properties.file",
                    Type.STRING,
                    "",
                    MEDIUM,
                    "A file of further Kafka client properties: SASL, TLS.")
            .define(
                    "schema.registry.url",
                    Type.STRING,
                    "http://127.0.0.1:8081/apis/ccompat/v7",
                    new NonEmptyString(),
                    HIGH,
                    "The schema registry, Confluent's API.")
            .define("bind.address", Type.STRING, "127.0.0.1", new NonEmptyString(), HIGH, "The address to listen on.")
            .define("grpc.port", Type.INT, 4317, between(0, 65535), HIGH, "Port for OTLP/gRPC; 0 for any.")
            .define("http.port", Type.INT, 4318, between(0, 65535), HIGH, "Port for OTLP/HTTP; 0 for any.")
            .define(
                    "instance.name",
                    Type.STRING,
                    "ingest-0",
                    new NonEmptyString(),
                    HIGH,
                    "This process's name: another for each process, the same after a restart. It fences the transactions.")
            .define(
                    "topics.create",
                    Type.BOOLEAN,
                    true,
                    LOW,
                    "Whether topics of the catalogue that are missing are created at start.")
            .define(
                    "request.max.bytes",
                    Type.INT,
                    20 * MEBIBYTE,
                    atLeast(1024),
                    MEDIUM,
                    "Bytes of one request, on the wire and inflated.")
            .define(
                    "request.max.messages",
                    Type.INT,
                    1_000_000,
                    atLeast(100),
                    LOW,
                    "Messages, nested ones included, in one request: 120 for each span of the Collector's batch of 8192; what"
                            + " they cost in memory is charged before they are decoded.")
            .define(
                    "inflight.max.bytes",
                    Type.LONG,
                    0L,
                    atLeast(0),
                    MEDIUM,
                    "Bytes of all requests under way, inflated and decoded; beyond, senders are told to come again. 0 for a quarter of the heap.")
            .define(
                    "retry.after.ms",
                    Type.LONG,
                    2_000L,
                    atLeast(1),
                    LOW,
                    "When a sender that was turned away should come again.")
            .define(
                    "publish.timeout.ms",
                    Type.INT,
                    8_000,
                    atLeast(1_000),
                    MEDIUM,
                    "How long Kafka may take to acknowledge a record; below the senders' own time-out, 10 s for most.")
            .define("threads", Type.INT, 4, between(1, 256), LOW, "Threads that decode, normalize and publish.")
            .define(
                    "attributes.max",
                    Type.INT,
                    128,
                    between(1, 512),
                    LOW,
                    "Attributes kept of a record, and of its resource.")
            .define(
                    "attribute.value.max.chars",
                    Type.INT,
                    4096,
                    between(16, 4096),
                    LOW,
                    "Characters kept of an attribute's value.")
            .define(
                    "resource.max.chars",
                    Type.INT,
                    16 * 1024,
                    between(16, 65536),
                    LOW,
                    "Characters kept of all attributes of a resource, which each of its records carries.")
            .define("body.max.chars", Type.INT, 32 * 1024, between(16, 262144), LOW, "Characters kept of a log body.")
            .define("name.max.chars", Type.INT, 512, between(16, 512), LOW, "Characters kept of any name.")
            .define(
                    "histogram.max.buckets",
                    Type.INT,
                    2048,
                    between(1, 16384),
                    LOW,
                    "Buckets that a histogram may have.")
            .define(
                    "time.before.max.ms",
                    Type.LONG,
                    Duration.ofDays(30).toMillis(),
                    atLeast(1),
                    MEDIUM,
                    "How far back event times are accepted.")
            .define(
                    "time.ahead.max.ms",
                    Type.LONG,
                    2_000L,
                    atLeast(0),
                    MEDIUM,
                    "How far ahead of this clock event times are accepted; well below the 5 s by which the jobs let records"
                            + " lag, or one clock ahead makes all others' records late.")
            .define(
                    "heartbeat.interval.ms",
                    Type.LONG,
                    1_000L,
                    atLeast(0),
                    MEDIUM,
                    "How often the synthetic entity is written to every partition; 0 for never.")
            .define(
                    "heartbeat.lag.ms",
                    Type.LONG,
                    2_000L,
                    atLeast(0),
                    MEDIUM,
                    "How far the synthetic entity's event times lag behind this clock: so much longer telemetry may be on its"
                            + " way to a quiet partition, and so much later its windows close. Below the jobs' 5 s less"
                            + " time.ahead.max.ms, or heartbeats are late themselves.")
            .define(
                    "collector.topics.enabled",
                    Type.BOOLEAN,
                    true,
                    MEDIUM,
                    "Whether the Collector's topics otlp_spans, otlp_metrics, otlp_logs are read.")
            .define(
                    "collector.group.id",
                    Type.STRING,
                    "watchkeeper-ingest",
                    new NonEmptyString(),
                    LOW,
                    "The consumer group that reads them.")
            .define(
                    "collector.encoding",
                    Type.STRING,
                    "auto",
                    ValidString.in("auto", "otlp_proto", "otlp_json"),
                    LOW,
                    "How they are written; auto looks at each record's first byte.")
            .define(
                    "collector.max.poll.records",
                    Type.INT,
                    100,
                    between(1, 10_000),
                    LOW,
                    "Records of theirs in one transaction.");

    /** Reads the settings; refuses values that no key allows. */
    public IngestConfig(Map<?, ?> settings) {
        this(DEFINITION, settings);
    }

    /** Reads these settings and some of another program's. */
    protected IngestConfig(ConfigDef definition, Map<?, ?> settings) {
        super(definition, settings, false);
    }

    /** Settings of a command line: an optional properties file, then {@code key=value} that override it. */
    public static Map<String, String> settings(String[] arguments) {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                settings.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                load(Path.of(argument)).forEach((key, value) -> settings.put((String) key, (String) value));
            }
        }
        return settings;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("settings in " + file + " cannot be read", e);
        }
        return properties;
    }

    /** The schema registry's address. */
    public String registryUrl() {
        return getString("schema.registry.url");
    }

    /** This process's name. */
    public String instance() {
        return getString("instance.name");
    }

    /** Whether missing topics are created. */
    public boolean createsTopics() {
        return getBoolean("topics.create");
    }

    /** Messages in one request. */
    public int maxMessages() {
        return getInt("request.max.messages");
    }

    /** Bytes of all requests under way. */
    public long maxInFlight() {
        long configured = getLong("inflight.max.bytes");
        return configured > 0 ? configured : Runtime.getRuntime().maxMemory() / 4;
    }

    /** How often the synthetic entity is written; zero for never. */
    public Duration heartbeatInterval() {
        return Duration.ofMillis(getLong("heartbeat.interval.ms"));
    }

    /** How far its event times lag behind the clock. */
    public Duration heartbeatLag() {
        return Duration.ofMillis(getLong("heartbeat.lag.ms"));
    }

    /** Whether the Collector's topics are read. */
    public boolean readsCollectorTopics() {
        return getBoolean("collector.topics.enabled");
    }

    /** How the Collector's topics are written. */
    public CollectorEncoding collectorEncoding() {
        return CollectorEncoding.of(getString("collector.encoding"));
    }

    /** How much of a record is kept. */
    public Bounds bounds() {
        return new Bounds(
                getInt("attributes.max"),
                getInt("attribute.value.max.chars"),
                getInt("resource.max.chars"),
                getInt("body.max.chars"),
                getInt("name.max.chars"),
                getInt("histogram.max.buckets"),
                Duration.ofMillis(getLong("time.before.max.ms")),
                Duration.ofMillis(getLong("time.ahead.max.ms")));
    }

    /** What the ports need. */
    public OtlpServer.Settings ports() {
        Duration publish = Duration.ofMillis(getInt("publish.timeout.ms"));
        return new OtlpServer.Settings(
                getString("bind.address"),
                getInt("grpc.port"),
                getInt("http.port"),
                getInt("request.max.bytes"),
                Duration.ofMillis(getLong("retry.after.ms")),
                publish.multipliedBy(3),
                getInt("threads"),
                MAX_WAITING);
    }

    /** Properties of an admin client. */
    public Map<String, Object> adminProperties() {
        return clientProperties();
    }

    /** Properties of the producer behind the ports: idempotent, acknowledged by all replicas, within the time-out. */
    public Map<String, Object> producerProperties() {
        int timeout = getInt("publish.timeout.ms");
        Map<String, Object> properties = clientProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * MEBIBYTE);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 4);
        return properties;
    }

    /** Properties of the producer that carries the Collector's topics over, in transactions. */
    public Map<String, Object> collectorProducerProperties() {
        Map<String, Object> properties = producerProperties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "watchkeeper-ingest-" + instance());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
        // Nobody waits for an answer here: patience is better than a new session.
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        return properties;
    }

    /** Properties of the consumer of the Collector's topics. */
    public Map<String, Object> collectorConsumerProperties() {
        Map<String, Object> properties = clientProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, getString("collector.group.id"));
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, getInt("collector.max.poll.records"));
        return properties;
    }

    private Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        @Nullable String file = getString("kafka.client.properties.file");
        if (file != null && !file.isBlank()) {
            load(Path.of(file)).forEach((key, value) -> properties.put((String) key, value));
        }
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, getString("kafka.bootstrap.servers"));
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, instance());
        return properties;
    }
}
