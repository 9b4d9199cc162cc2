package dev.watchkeeper.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node, broker and KRaft controller in one, inside this JVM, bound to loopback. Its folder outlives it: a
 * second start on the same folder and port finds all topics, offsets and transactions.
 */
public final class LocalBroker implements AutoCloseable {

    private final int port;
    private final KafkaRaftServer server;

    private LocalBroker(int port, KafkaRaftServer server) {
        this.port = port;
        this.server = server;
    }

    /** Starts on a free port in a fresh or existing folder. */
    public static LocalBroker start(Path folder) {
        return start(folder, Ports.free());
    }

    /** Starts on the given port. */
    public static LocalBroker start(Path folder, int port) {
        int controllerPort = controllerPort(folder, port);
        Path logs = folder.resolve("logs");
        formatIfNew(logs);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties(logs, port, controllerPort), false), Time.SYSTEM);
        server.startup();
        return new LocalBroker(port, server);
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The port clients connect to. */
    public int port() {
        return port;
    }

    /** Stops cleanly; what was acknowledged stays on disk. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** The quorum remembers its voters' addresses, so a folder keeps its controller port. */
    private static int controllerPort(Path folder, int clientPort) {
        Path remembered = folder.resolve("controller.port");
        try {
            Files.createDirectories(folder);
            if (Files.exists(remembered)) {
                return Integer.parseInt(Files.readString(remembered).strip());
            }
            int port = Ports.free(Ports.Range.CONTROLLER, List.of(clientPort));
            Files.writeString(remembered, Integer.toString(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("broker folder " + folder, e);
        }
    }

    private static void formatIfNew(Path logs) {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(logs);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("broker folder " + logs + " could not be formatted", e);
        }
    }

    private static Properties properties(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "PLAINTEXT",
                "log.dirs", logs.toString()));
        // One node: everything that would be replicated has one copy.
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".min.isr", "1");
        }
        settings.remove("offsets.topic.min.isr");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("transaction.max.timeout.ms", "900000");
        settings.put("message.max.bytes", "4194304");
        // After kill -9 the old session has to run out before the broker may register again.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.segment.bytes", "67108864");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        settings.put("log.initial.task.delay.ms", "30000");
        settings.put("controlled.shutdown.enable", "false");
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
