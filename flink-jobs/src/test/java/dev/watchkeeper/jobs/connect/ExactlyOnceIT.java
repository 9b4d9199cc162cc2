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
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The connection layer at its worst moment: after a checkpoint is complete, before its transaction is committed. */
class ExactlyOnceIT {

    private static final int BATCH = 500;
    private static final int TIMES = 2;
    private static final BlockingQueue<Long> REACHED = new ArrayBlockingQueue<>(1);
    private static final BlockingQueue<Integer> FAIL = new ArrayBlockingQueue<>(1);
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path folder;

    /** A restored task commits once more what was committed before: no loss, so nobody is to be told. */
    private final Logger reports = (Logger) LoggerFactory.getLogger(LossReportingCommitter.class);

    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

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
    void task_failingBetweenCheckpointAndCommit_losesAndRepeatsNothing() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(folder.resolve("registry.log"));
                LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
                Kafka kafka = new Kafka(broker.bootstrapServers(), registry.url())) {
            Configuration config = new Configuration();
            config.set(JobConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
            config.set(JobConfig.REGISTRY_URL, registry.url());
            config.set(JobConfig.CHECKPOINT_INTERVAL, Duration.ofMillis(300));
            config.set(JobConfig.CHECKPOINT_DIR, folder.resolve("checkpoints").toString());
            try (LocalFlink flink = LocalFlink.start(config)) {
                flink.submit("copy", ExactlyOnceIT::copy);
                // A restarted task reads nothing again: each failure needs records of its own.
                long committed = 0;
                for (int failure = 1; failure <= TIMES; failure++) {
                    send(kafka, (failure - 1) * BATCH, failure * BATCH);
                    Long held = REACHED.poll(Kafka.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    assertThat(kafka.read(Topics.JOBS_REJECTED)).hasSize(Math.toIntExact(committed));
                    committed += Objects.requireNonNull(held, "no complete checkpoint held records");
                    FAIL.put(failure);
                }
                int all = (TIMES + 1) * BATCH;
                send(kafka, all - BATCH, all);
                await().atMost(Kafka.PATIENCE)
                        .untilAsserted(() -> assertThat(kafka.read(Topics.JOBS_REJECTED))
                                .extracting(Rejected::getDetail)
                                .containsExactlyElementsOf(details(0, all)));
                assertThat(FAILURES).hasValue(TIMES);
                assertThat(List.copyOf(heard.list)).noneMatch(report -> report.getLevel() == Level.ERROR);
            }
        }
    }

    private static void copy(StreamExecutionEnvironment env, ReadableConfig config) {
        TopicSource.Stream<Rejected> source =
                TopicSource.attach(env, config, "copy", Topics.TELEMETRY_REJECTED, Rejected::getTimeMillis);
        BeforeCommit.attach(source.records(), ExactlyOnceIT::fail);
        TopicSink.attach(
                source.records(), config, "copy", Topics.JOBS_REJECTED, Rejected::getSource, Rejected::getTimeMillis);
    }

    private static void fail(long records) throws InterruptedException {
        if (FAILURES.get() < TIMES) {
            REACHED.put(records);
            FAILURES.set(FAIL.take());
            throw new IllegalStateException("planted between checkpoint and commit");
        }
    }

    private static void send(Kafka kafka, int from, int to) {
        for (String detail : details(from, to)) {
            kafka.send(
                    Topics.TELEMETRY_REJECTED,
                    "source",
                    Rejections.of("source", "TEST", Fault.SENDER, detail, "test", Telemetry.T0));
        }
        kafka.flush();
    }

    private static List<String> details(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "record " + i).toList();
    }
}
