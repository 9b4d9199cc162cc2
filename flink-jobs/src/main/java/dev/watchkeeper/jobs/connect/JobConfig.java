package dev.watchkeeper.jobs.connect;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The settings that every job shares. Each job has its own beside it, Flink's own keys are passed through as they are. */
public final class JobConfig {

    /** Where Kafka is. */
    public static final ConfigOption<String> BOOTSTRAP_SERVERS = ConfigOptions.key("kafka.bootstrap.servers")
            .stringType()
            .defaultValue("127.0.0.1:9092")
            .withDescription("Kafka's bootstrap servers.");

    /** Further Kafka client properties. */
    public static final ConfigOption<String> CLIENT_PROPERTIES_FILE = ConfigOptions.key("kafka.client.properties.file")
            .stringType()
            .defaultValue("")
            .withDescription("A .properties file of further Kafka client properties (SASL, TLS); empty for none.");

    /** The consumer group, which also names the transactions. */
    public static final ConfigOption<String> NAMESPACE = ConfigOptions.key("job.namespace")
            .stringType()
            .defaultValue("watchkeeper")
            .withDescription(
                    "Begins consumer groups and transactional ids; tells two installations on one broker apart.");

    /** How long Kafka keeps a transaction open. */
    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT = ConfigOptions.key("kafka.transaction.timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription("How long an outage between pre-commit and commit may last before Kafka aborts the"
                    + " transaction; at most the broker's transaction.max.timeout.ms.");

    /** Where the registry is. */
    public static final ConfigOption<String> REGISTRY_URL = ConfigOptions.key("schema.registry.url")
            .stringType()
            .defaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
            .withDescription("The schema registry, with Confluent's API.");

    /** The bound of out-of-orderness. */
    public static final ConfigOption<Duration> OUT_OF_ORDERNESS = ConfigOptions.key("event-time.out-of-orderness")
            .durationType()
            .defaultValue(Duration.ofSeconds(5))
            .withDescription(
                    "How far a record may lag behind the newest of its own partition; what lags further is rejected LATE.");

    /** Time between checkpoints. */
    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL = ConfigOptions.key("checkpoint.interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(2))
            .withDescription("Time between checkpoints; output becomes visible with them.");

    /** Where checkpoints are kept. */
    public static final ConfigOption<String> CHECKPOINT_DIR = ConfigOptions.key("checkpoint.dir")
            .stringType()
            .defaultValue("var/checkpoints")
            .withDescription("The folder of checkpoints; each job has a folder of its own below it.");

    /** Heap or RocksDB. */
    public static final ConfigOption<String> STATE_BACKEND = ConfigOptions.key("job.state-backend")
            .stringType()
            .defaultValue("hashmap")
            .withDescription("hashmap (state on the heap) or rocksdb (state on disk, checkpoints incremental).");

    /** Subtasks per operator. */
    public static final ConfigOption<Integer> PARALLELISM = ConfigOptions.key("job.parallelism")
            .intType()
            .defaultValue(1)
            .withDescription("Subtasks per operator; results do not depend on it.");

    private JobConfig() {}

    /** All of them, in the order of their documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                BOOTSTRAP_SERVERS,
                CLIENT_PROPERTIES_FILE,
                NAMESPACE,
                TRANSACTION_TIMEOUT,
                REGISTRY_URL,
                OUT_OF_ORDERNESS,
                CHECKPOINT_INTERVAL,
                CHECKPOINT_DIR,
                STATE_BACKEND,
                PARALLELISM);
    }
}
