package dev.watchkeeper.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchkeeper.jobs.connect.JobConfig;
import dev.watchkeeper.jobs.detection.bench.BrokenShop;
import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.kit.Kafka;
import dev.watchkeeper.jobs.local.LocalFlink;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.stack.LocalBroker;
import dev.watchkeeper.stack.LocalRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The detection job on a real broker and registry: what is committed in {@code incidents} is exactly what the pure
 * parts make of the same points, whatever is killed when. The topic of vectors stays empty: it holds nothing back.
 */
class DetectionJobIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static LocalRegistry registry;
    private static BrokenShop shop;
    private static List<String> expected;

    @BeforeAll
    static void start() throws Exception {
        registry = LocalRegistry.start(folder.resolve("registry.log"));
        shop = BrokenShop.paymentFails(false);
        expected = shop.incidents().stream().map(DetectionJobIT::text).toList();
        assertThat(expected).hasSizeGreaterThan(4);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void process_killedBetweenCheckpointAndCommit_losesAndRepeatsNoRevision() throws Exception {
        Path own = Files.createDirectories(folder.resolve("halted"));
        try (LocalBroker broker = LocalBroker.start(own.resolve("kafka"));
                Kafka kafka = new Kafka(broker.bootstrapServers(), registry.url())) {
            Process first = process(broker, own, "first.log", true);
            try {
                send(kafka, Long.MIN_VALUE, BrokenShop.FAULT_FROM);
                await().atMost(PATIENCE).until(() -> !kafka.read(Topics.SCORES).isEmpty());
                send(kafka, BrokenShop.FAULT_FROM, BrokenShop.FAULT_FROM + 60_000);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> incidents(broker, "read_uncommitted") > incidents(broker, "read_committed"));
                Files.createFile(own.resolve("armed"));
                await().atMost(PATIENCE).until(() -> Files.exists(own.resolve("halted")));
                // The moment is the one that is meant: the checkpoint is complete, what it covers is not committed.
                assertThat(incidents(broker, "read_uncommitted")).isGreaterThan(incidents(broker, "read_committed"));
            } finally {
                first.destroyForcibly().waitFor();
            }
            send(kafka, BrokenShop.FAULT_FROM + 60_000, Long.MAX_VALUE);
            Process second = process(broker, own, "second.log", false);
            try {
                awaitExpected(kafka);
            } finally {
                second.destroyForcibly().waitFor();
            }
            String halted = Path.of(URI.create(Files.readString(own.resolve("halted"))))
                    .getFileName()
                    .toString();
            assertThat(Files.readString(own.resolve("second.log"))).containsPattern("GOES ON FROM .*/" + halted);
        }
    }

    @Test
    void job_stoppedAndRestoredAtParallelismOneAndTwo_givesTheSameRevisionsAndScores() throws Exception {
        Map<Integer, List<String>> scores = new HashMap<>();
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            Path own = Files.createDirectories(folder.resolve("stopped" + parallelism));
            try (LocalBroker broker = LocalBroker.start(own.resolve("kafka"));
                    Kafka kafka = new Kafka(broker.bootstrapServers(), registry.url())) {
                Configuration config = config(broker, own, parallelism);
                send(kafka, Long.MIN_VALUE, BrokenShop.FAULT_FROM + 45_000);
                try (LocalFlink flink = LocalFlink.start(config)) {
                    flink.submit(
                            DetectionJob.NAME, (env, settings) -> DetectionJob.build(env, settings, new StandIns()));
                    await().atMost(PATIENCE)
                            .until(() -> !kafka.read(Topics.INCIDENTS).isEmpty());
                }
                send(kafka, BrokenShop.FAULT_FROM + 45_000, Long.MAX_VALUE);
                try (LocalFlink flink = LocalFlink.start(config)) {
                    assertThat(flink.submit(
                                    DetectionJob.NAME,
                                    (env, settings) -> DetectionJob.build(env, settings, new StandIns())))
                            .isPresent();
                    awaitExpected(kafka);
                    scores.put(parallelism, scores(kafka));
                }
                assertThat(kafka.read(Topics.JOBS_REJECTED)).isEmpty();
            }
        }
        assertThat(scores.get(2)).isEqualTo(scores.get(1));
    }

    private static void awaitExpected(Kafka kafka) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(kafka.read(Topics.INCIDENTS).stream()
                                .map(DetectionJobIT::text)
                                .toList())
                        .isEqualTo(expected));
    }

    /** The scores before the last minute: beyond, it depends on the moment whether they are there yet. */
    private static List<String> scores(Kafka kafka) {
        long until = shop.points().get(shop.points().size() - 1).getTimeMillis() - 60_000;
        return kafka.read(Topics.SCORES).stream()
                .filter(score -> score.getTimeMillis() < until)
                .map(Score::toString)
                .sorted()
                .toList();
    }

    private static String text(Incident incident) {
        return incident.toString();
    }

    private static void send(Kafka kafka, long fromMillis, long untilMillis) {
        for (SeriesPoint point : shop.points()) {
            if (point.getTimeMillis() <= fromMillis || point.getTimeMillis() > untilMillis) {
                continue;
            }
            if (point.getSignal() == Signal.HEARTBEAT) {
                kafka.sendToAll(Topics.SERIES, point);
            } else {
                kafka.send(Topics.SERIES, point.getSeries(), point);
            }
        }
        kafka.flush();
    }

    /** How many records of incidents a reader of that isolation sees. */
    private static long incidents(LocalBroker broker, String isolation) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", broker.bootstrapServers());
        properties.setProperty("isolation.level", isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.INCIDENTS.name(), 0);
            consumer.assign(List.of(partition));
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    private static Configuration config(LocalBroker broker, Path own, int parallelism) {
        Configuration config = new Configuration();
        config.set(JobConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        config.set(JobConfig.REGISTRY_URL, registry.url());
        config.set(JobConfig.PARALLELISM, parallelism);
        config.set(JobConfig.CHECKPOINT_INTERVAL, Duration.ofMillis(500));
        config.set(JobConfig.CHECKPOINT_DIR, own.resolve("chk").toString());
        config.set(DetectionConfig.SEASON, BrokenShop.DAY);
        return config;
    }

    private static Process process(LocalBroker broker, Path own, String log, boolean halting) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DetectionProcess.class.getName(),
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "schema.registry.url=" + registry.url(),
                "checkpoint.interval=" + (halting ? "4 s" : "500 ms"),
                "checkpoint.dir=" + own.resolve("chk")));
        if (halting) {
            command.add(HaltingStorage.FOLDER.key() + "=" + own);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(own.resolve(log).toFile())
                .start();
    }
}
