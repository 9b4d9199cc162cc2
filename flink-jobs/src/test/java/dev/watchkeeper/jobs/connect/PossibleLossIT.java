package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.watchkeeper.jobs.kit.Kafka;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.jobs.local.LocalFlink;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.stack.LocalBroker;
import dev.watchkeeper.stack.LocalRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An outage between pre-commit and commit that outlasts the transaction: what may be lost is said aloud. */
class PossibleLossIT {

    private static final CountDownLatch HELD = new CountDownLatch(1);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private final Logger reports = (Logger) LoggerFactory.getLogger(LossReportingCommitter.class);
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        heard.start();
        reports.addAppender(heard);
    }

    @AfterEach
    void stopListening() {
        reports.detachAppender(heard);
    }

    @Test
    void outageLongerThanTheTransaction_isReported() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(folder.resolve("registry.log"));
                LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
                Kafka kafka = new Kafka(broker.bootstrapServers(), registry.url());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Configuration config = new Configuration();
            config.set(JobConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
            config.set(JobConfig.REGISTRY_URL, registry.url());
            config.set(JobConfig.CHECKPOINT_INTERVAL, Duration.ofMillis(300));
            config.set(JobConfig.CHECKPOINT_DIR, folder.resolve("checkpoints").toString());
            config.set(JobConfig.TRANSACTION_TIMEOUT, Duration.ofSeconds(1));
            try (LocalFlink flink = LocalFlink.start(config)) {
                flink.submit("copy", PossibleLossIT::copy);
                send(kafka, "lost");
                assertThat(HELD.await(Kafka.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(heard.list).isEmpty();
                await().atMost(Kafka.PATIENCE).until(() -> isAborted(admin));
                RELEASED.countDown();
                await().atMost(Kafka.PATIENCE)
                        .untilAsserted(() -> assertThat(List.copyOf(heard.list)).isNotEmpty());
                send(kafka, "after");
                await().atMost(Kafka.PATIENCE)
                        .untilAsserted(() -> assertThat(kafka.read(Topics.JOBS_REJECTED))
                                .extracting(Rejected::getDetail)
                                .containsExactly("after"));
            }
            assertThat(heard.list).allSatisfy(report -> {
                assertThat(report.getLevel()).isEqualTo(Level.ERROR);
                assertThat(report.getFormattedMessage())
                        .startsWith("possible loss in jobs.rejected: transaction watchkeeper-copy-jobs.rejected")
                        .endsWith("it is ABORTED");
            });
        } finally {
            RELEASED.countDown();
        }
    }

    private static boolean isAborted(Admin admin) throws Exception {
        return admin.listTransactions().all().get().stream()
                .anyMatch(transaction -> transaction.state() == TransactionState.COMPLETE_ABORT);
    }

    private static void send(Kafka kafka, String detail) {
        kafka.send(
                Topics.TELEMETRY_REJECTED,
                "source",
                Rejections.of("source", "TEST", Fault.SENDER, detail, "test", Telemetry.T0));
        kafka.flush();
    }

    private static void copy(StreamExecutionEnvironment env, ReadableConfig config) {
        TopicSource.Stream<Rejected> source =
                TopicSource.attach(env, config, "copy", Topics.TELEMETRY_REJECTED, Rejected::getTimeMillis);
        BeforeCommit.attach(source.records(), PossibleLossIT::hold);
        TopicSink.attach(
                source.records(), config, "copy", Topics.JOBS_REJECTED, Rejected::getSource, Rejected::getTimeMillis);
    }

    private static void hold(long records) throws InterruptedException {
        HELD.countDown();
        RELEASED.await();
    }
}
