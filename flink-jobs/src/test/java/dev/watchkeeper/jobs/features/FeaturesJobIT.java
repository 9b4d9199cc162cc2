package dev.watchkeeper.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchkeeper.jobs.connect.JobConfig;
import dev.watchkeeper.jobs.kit.Kafka;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.jobs.local.LocalFlink;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.stack.LocalBroker;
import dev.watchkeeper.stack.LocalRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The features job on a real broker and registry: the shop's half minute gives exactly what was worked out by hand. */
class FeaturesJobIT {

    @TempDir
    static Path folder;

    private static LocalBroker broker;
    private static LocalRegistry registry;
    private static Kafka kafka;

    @BeforeAll
    static void start() throws Exception {
        registry = LocalRegistry.start(folder.resolve("registry.log"));
        broker = LocalBroker.start(folder.resolve("kafka"));
        kafka = new Kafka(broker.bootstrapServers(), registry.url());
        Shop.firstHalf(kafka);
        Shop.refused(kafka);
        Shop.secondHalf(kafka);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
        registry.close();
    }

    @Test
    void job_atParallelismOneAndTwo_givesTheExpectedRecordsOnce() throws Exception {
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            kafka.skip(Topics.SERIES, Topics.FEATURES, Topics.JOBS_REJECTED);
            try (LocalFlink flink = LocalFlink.start(config(parallelism))) {
                flink.submit(FeaturesJob.NAME, FeaturesJob::build);
                awaitExpected(kafka);
            }
        }
    }

    @Test
    void backlog_whoseMetricsAreReadFirst_isInTimeOrderInEveryPartition() throws Exception {
        try (LocalBroker ownBroker = LocalBroker.start(folder.resolve("kafka-backlog"));
                Kafka own = new Kafka(ownBroker.bootstrapServers(), registry.url())) {
            Configuration config = config(2);
            config.set(JobConfig.BOOTSTRAP_SERVERS, ownBroker.bootstrapServers());
            config.set(JobConfig.CHECKPOINT_DIR, folder.resolve("chk-backlog").toString());
            try (LocalFlink flink = LocalFlink.start(config)) {
                flink.submit(FeaturesJob.NAME, FeaturesJob::build);
                Shop.tenMinutesOfMetrics(own);
                await().atMost(Kafka.PATIENCE).until(() -> own.isAllRead("test2-" + FeaturesJob.NAME, Topics.METRICS));
                Shop.tenMinutesOfTheRest(own);
                await().atMost(Kafka.PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(own.readPartitions(Topics.SERIES))
                                .allSatisfy(partition -> assertThat(partition)
                                        .filteredOn(point -> point.getSignal() == Signal.HEARTBEAT)
                                        .hasSize(59)));
            }
            assertThat(own.read(Topics.SERIES))
                    .extracting(SeriesPoint::getMetric)
                    .contains("queue.length", "span.requests");
            assertThat(own.readPartitions(Topics.SERIES))
                    .allSatisfy(partition -> assertThat(partition)
                            .extracting(SeriesPoint::getTimeMillis)
                            .isSorted());
            assertThat(own.read(Topics.JOBS_REJECTED)).isEmpty();
        }
    }

    @Test
    void process_killedAndRestarted_losesAndRepeatsNothing() throws Exception {
        try (LocalBroker ownBroker = LocalBroker.start(folder.resolve("kafka-killed"));
                Kafka own = new Kafka(ownBroker.bootstrapServers(), registry.url())) {
            Process first = process(ownBroker, "first.log");
            try {
                Shop.firstHalf(own);
                await().atMost(Kafka.PATIENCE)
                        .until(() -> !own.read(Topics.SERIES).isEmpty());
            } finally {
                first.destroyForcibly().waitFor();
            }
            Shop.refused(own);
            Shop.secondHalf(own);
            Process second = process(ownBroker, "second.log");
            try {
                awaitExpected(own);
                await().atMost(Kafka.PATIENCE)
                        .until(() -> Files.readString(folder.resolve("second.log"))
                                .contains("READY flink ui=http://127.0.0.1:"));
            } finally {
                second.destroy();
                assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Files.readString(folder.resolve("second.log"))).contains("features goes on from /");
        }
    }

    private static Process process(LocalBroker broker, String log) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.watchkeeper.jobs.local.LocalFlinkMain",
                        "local.jobs=features",
                        "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                        "schema.registry.url=" + registry.url(),
                        "checkpoint.interval=500 ms",
                        "checkpoint.dir=" + folder.resolve("chk-killed"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
    }

    /** Waits for exactly the expected records; leaves what was found beside the build's output where they differ. */
    private static void awaitExpected(Kafka from) throws IOException {
        try {
            await().atMost(Kafka.PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                assertThat(series(from)).isEqualTo(expected("expected-series.txt"));
                assertThat(vectors(from)).isEqualTo(expected("expected-vectors.txt"));
                assertThat(rejected(from)).isEqualTo(expected("expected-rejected.txt"));
            });
        } catch (ConditionTimeoutException e) {
            Files.write(Path.of("target/actual-series.txt"), series(from));
            Files.write(Path.of("target/actual-vectors.txt"), vectors(from));
            Files.write(Path.of("target/actual-rejected.txt"), rejected(from));
            throw e;
        }
    }

    private static Configuration config(int parallelism) {
        Configuration config = new Configuration();
        config.set(JobConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        config.set(JobConfig.REGISTRY_URL, registry.url());
        config.set(JobConfig.NAMESPACE, "test" + parallelism);
        config.set(JobConfig.PARALLELISM, parallelism);
        config.set(JobConfig.CHECKPOINT_INTERVAL, Duration.ofMillis(500));
        config.set(JobConfig.CHECKPOINT_DIR, folder.resolve("chk" + parallelism).toString());
        return config;
    }

    private static List<String> series(Kafka from) {
        return from.read(Topics.SERIES).stream()
                .map(FeaturesJobIT::text)
                .sorted()
                .toList();
    }

    private static List<String> vectors(Kafka from) {
        return from.read(Topics.FEATURES).stream()
                .map(FeaturesJobIT::text)
                .sorted()
                .toList();
    }

    private static List<String> rejected(Kafka from) {
        return from.read(Topics.JOBS_REJECTED).stream()
                .map(FeaturesJobIT::text)
                .sorted()
                .toList();
    }

    private static String text(SeriesPoint point) {
        return String.format(
                Locale.ROOT,
                "%s %s %s %s %.4f %s n=%d traces=%d",
                point.getTimeMillis() - Telemetry.T0,
                point.getSeries().substring("default/".length()),
                point.getSignal(),
                point.getUnit(),
                point.getValue(),
                point.getState(),
                point.getCount(),
                point.getTraceIds().size());
    }

    private static String text(FeatureVector vector) {
        return (vector.getWindowEndMillis() - Telemetry.T0) + " " + EntityKeys.key(vector.getEntity()) + " "
                + vector.getValues().stream()
                        .map(value -> value == null ? "-" : String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(" "))
                + " calls="
                + vector.getCalls().stream()
                        .map(call -> call.getCallee().getName() + ":" + call.getRequests() + ":" + call.getErrors()
                                + ":" + call.getUnanswered() + ":" + call.getAnswered())
                        .toList()
                + " traces="
                + vector.getTraceIds().stream().map(id -> id.substring(30)).toList()
                + " versions=" + vector.getVersions()
                + " new="
                + vector.getNewTemplates().stream()
                        .map(template -> template.getText() + ":" + template.getCount())
                        .toList()
                + " top="
                + vector.getTopTemplates().stream()
                        .map(template -> template.getText() + ":" + template.getCount())
                        .toList();
    }

    private static String text(Rejected rejected) {
        return new TreeMap<>(Map.of(
                        "reason", rejected.getReason(),
                        "where", rejected.getWhere(),
                        "time",
                                String.valueOf(
                                        rejected.getTimeMillis() > Telemetry.T0 + 600_000
                                                ? "kafka"
                                                : rejected.getTimeMillis() - Telemetry.T0),
                        "size", String.valueOf(rejected.getSize())))
                .toString();
    }

    private static List<String> expected(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(FeaturesJobIT.class.getResourceAsStream("/features/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
