package dev.watchkeeper.router;

import dev.watchkeeper.router.decide.Policy;
import dev.watchkeeper.router.decide.PolicyText;
import dev.watchkeeper.router.deliver.Receiver;
import dev.watchkeeper.router.deliver.ReceiverConfig;
import dev.watchkeeper.router.deliver.RetryingReceiver;
import dev.watchkeeper.router.deliver.Timing;
import dev.watchkeeper.router.log.RatisNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** How a router node is configured. */
final class RouterConfig extends AbstractConfig {

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "kafka.bootstrap.servers",
                    Type.STRING,
                    "127.0.0.1:9092",
                    Importance.HIGH,
                    "Kafka's brokers as host:port,…")
            .define(
                    "kafka.client.properties.file",
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "Further properties of all Kafka clients, such as SASL and TLS.")
            .define(
                    "schema.registry.url",
                    Type.STRING,
                    "http://127.0.0.1:8081/apis/ccompat/v7",
                    Importance.HIGH,
                    "The schema registry, with Confluent's API.")
            .define("node.id", Type.STRING, "router-1", Importance.HIGH, "This node's name among the log's peers.")
            .define(
                    "log.peers",
                    Type.LIST,
                    List.of(),
                    Importance.HIGH,
                    "All nodes of the log as id@host:port, this one included; none: this node alone, on loopback. Other than loopback needs log.tls.")
            .define(
                    "log.port",
                    Type.INT,
                    0,
                    Range.between(0, 65535),
                    Importance.MEDIUM,
                    "The log's port where this node is alone; 0 takes a free one.")
            .define(
                    "log.group",
                    Type.STRING,
                    "watchkeeper-router",
                    Importance.MEDIUM,
                    "The log's name; the nodes of one log share it.")
            .define(
                    "log.directory",
                    Type.STRING,
                    "var/router",
                    Importance.HIGH,
                    "Folder of this node's log and snapshots.")
            .define(
                    "log.snapshot-every",
                    Type.LONG,
                    1000L,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Entries between snapshots; older log is purged.")
            .define("log.tls.key.file", Type.STRING, "", Importance.MEDIUM, "This node's private key (PEM).")
            .define("log.tls.certificate.file", Type.STRING, "", Importance.MEDIUM, "This node's certificate (PEM).")
            .define(
                    "log.tls.authority.file",
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "Whose certificates peers must show (PEM); with the two keys before it turns mutual TLS on.")
            .define(
                    "policy.file",
                    Type.STRING,
                    "",
                    Importance.HIGH,
                    "The policy as YAML or JSON; none: the shipped default policy.")
            .define(
                    "receivers",
                    Type.LIST,
                    List.of("alertmanager"),
                    Importance.HIGH,
                    "Names of the receivers, the first is the policy's 'default'; each has keys receivers.<name>.kind, .url and .secret.file.")
            .define(
                    "console.url",
                    Type.STRING,
                    "http://127.0.0.1:8080",
                    Importance.MEDIUM,
                    "Where people see incidents; alerts link to <console.url>/incidents/<id>.")
            .define(
                    "http.host",
                    Type.STRING,
                    "127.0.0.1",
                    Importance.MEDIUM,
                    "Address of the admin server; other than loopback needs http.token.file.")
            .define(
                    "http.port",
                    Type.INT,
                    0,
                    Range.between(0, 65535),
                    Importance.MEDIUM,
                    "Port of the admin server; 0 takes a free one.")
            .define(
                    "http.token.file",
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "File with the bearer token that the admin server asks for; none: no token, loopback only.")
            .define(
                    "delivery.refresh-interval-ms",
                    Type.LONG,
                    60_000L,
                    Range.atLeast(100),
                    Importance.LOW,
                    "How often an Alertmanager is told again of what lasts; its end is set four times as far ahead.")
            .define(
                    "delivery.resolved-for-ms",
                    Type.LONG,
                    300_000L,
                    Range.atLeast(0),
                    Importance.LOW,
                    "How long after its end an Alertmanager is told of it again.")
            .define(
                    "delivery.retry-interval-ms",
                    Type.LONG,
                    15_000L,
                    Range.atLeast(10),
                    Importance.LOW,
                    "Pause after a failed delivery, in which a receiver was tried delivery.retries times more.")
            .define(
                    "delivery.retries",
                    Type.INT,
                    2,
                    Range.between(0, 20),
                    Importance.LOW,
                    "Attempts after the first, with growing and jittered pauses.")
            .define(
                    "delivery.first-pause-ms",
                    Type.LONG,
                    200L,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Pause before the first further attempt.")
            .define(
                    "delivery.timeout-ms",
                    Type.LONG,
                    5_000L,
                    Range.atLeast(10),
                    Importance.LOW,
                    "How long a receiver may take to answer.")
            .define(
                    "receive.wait-ms",
                    Type.LONG,
                    100L,
                    Range.between(1, 10_000),
                    Importance.LOW,
                    "How long one turn waits for input.")
            .define(
                    "receive.batch-records",
                    Type.INT,
                    50,
                    Range.between(1, 500),
                    Importance.LOW,
                    "Most records of one turn, and so of one entry of the log.")
            .define(
                    "receive.partitions-interval-ms",
                    Type.LONG,
                    30_000L,
                    Range.atLeast(100),
                    Importance.LOW,
                    "How often new partitions are looked for.");

    private static final String DEFAULT_RECEIVER = "alertmanager";

    RouterConfig(Map<String, String> values) {
        super(DEFINITION, values, false);
    }

    /** From the arguments of the program: one properties file, then key=value overrides. */
    static RouterConfig of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                values.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                values.putAll(properties(argument));
            }
        }
        return new RouterConfig(values);
    }

    String text(String key) {
        return getString(key);
    }

    int number(String key) {
        return getInt(key);
    }

    Duration time(String key) {
        return Duration.ofMillis(getLong(key));
    }

    Timing timing() {
        return new Timing(
                time("delivery.refresh-interval-ms"),
                time("delivery.resolved-for-ms"),
                time("delivery.retry-interval-ms"));
    }

    /** The policy; its receivers must be declared. */
    Policy policy() {
        String file = getString("policy.file");
        try {
            if (getList("receivers").isEmpty()) {
                throw new ConfigException("receivers", getList("receivers"), "at least one expected");
            }
            Policy policy = PolicyText.parse(
                    file.isEmpty() ? shipped() : Files.readString(Path.of(file)),
                    getList("receivers").get(0));
            policy.receivers().stream()
                    .filter(name -> !getList("receivers").contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new ConfigException(
                                "receivers", getList("receivers"), "the policy names " + name + " too");
                    });
            return policy;
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("policy.file", file, e.getMessage());
        }
    }

    /** The declared receivers, each retrying. */
    List<Receiver> receivers(Clock clock) {
        return getList("receivers").stream().map(name -> receiver(name, clock)).toList();
    }

    private Receiver receiver(String name, Clock clock) {
        Map<String, Object> values = new HashMap<>(originalsWithPrefix("receivers." + name + "."));
        if (name.equals(DEFAULT_RECEIVER) && values.isEmpty()) {
            values.putAll(Map.of("kind", "alertmanager", "url", "http://127.0.0.1:9093"));
        }
        return new RetryingReceiver(
                new ReceiverConfig(name, values)
                        .receiver(
                                time("delivery.refresh-interval-ms").multipliedBy(4),
                                time("delivery.timeout-ms"),
                                clock),
                getInt("delivery.retries"),
                time("delivery.first-pause-ms"));
    }

    RatisNode node() throws IOException {
        List<String> peers = getList("log.peers");
        String id = getString("node.id");
        return new RatisNode(
                id,
                peers.isEmpty() ? RatisNode.alone(id, getInt("log.port")) : peers,
                getString("log.group"),
                Path.of(getString("log.directory")),
                getLong("log.snapshot-every"),
                getString("log.tls.key.file").isEmpty()
                        ? null
                        : new RatisNode.Tls(
                                new File(getString("log.tls.key.file")),
                                new File(getString("log.tls.certificate.file")),
                                new File(getString("log.tls.authority.file"))));
    }

    /** Properties that all Kafka clients share. */
    Map<String, Object> kafka() {
        Map<String, Object> kafka = new HashMap<>();
        String file = getString("kafka.client.properties.file");
        if (!file.isEmpty()) {
            kafka.putAll(properties(file));
        }
        kafka.put("bootstrap.servers", getString("kafka.bootstrap.servers"));
        return kafka;
    }

    private static String shipped() throws IOException {
        try (InputStream stream = RouterConfig.class.getResourceAsStream("/default-policy.yaml")) {
            if (stream == null) {
                throw new IllegalStateException("default-policy.yaml is not in the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Map<String, String> properties(String file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new ConfigException("properties file " + file + " cannot be read: " + e.getMessage());
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
