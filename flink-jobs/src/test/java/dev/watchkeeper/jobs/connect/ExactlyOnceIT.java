package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection layer at its worst moment: after a checkpoint is complete, before its transaction is committed. */
class ExactlyOnceIT {

    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void task_failingBetweenCheckpointAndCommit_losesAndRepeatsNothing() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(folder.resolve("registry.log"));
                LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
                Kafka kafka = new Kafka(broker.bootstrapServers(), registry.url())) {
            send(kafka, 0, 500);
            Configuration config = new Configuration();
            config.set(JobConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
            config.set(JobConfig.REGISTRY_URL, registry.url());
            config.set(JobConfig.CHECKPOINT_INTERVAL, Duration.ofMillis(300));
            config.set(JobConfig.CHECKPOINT_DIR, folder.resolve("checkpoints").toString());
            try (LocalFlink flink = LocalFlink.start(config)) {
                flink.submit("copy", ExactlyOnceIT::copy);
                await().atMost(Kafka.PATIENCE).until(() -> FAILURES.get() == FailingOnce.TIMES);
                send(kafka, 500, 1_000);
                await().atMost(Kafka.PATIENCE)
                        .untilAsserted(() -> assertThat(kafka.read(Topics.JOBS_REJECTED))
                                .extracting(Rejected::getDetail)
                                .containsExactlyElementsOf(details(0, 1_000)));
            }
        }
    }

    private static void copy(StreamExecutionEnvironment env, ReadableConfig config) {
        TopicSource.Stream<Rejected> source =
                TopicSource.attach(env, config, "copy", Topics.TELEMETRY_REJECTED, Rejected::getTimeMillis);
        TopicSink.attach(
                source.records()
                        .map(new FailingOnce())
                        .returns(AvroTypes.of(Rejected.class))
                        .uid("failing"),
                config,
                "copy",
                Topics.JOBS_REJECTED,
                Rejected::getSource,
                Rejected::getTimeMillis);
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

    /** Stands before the sink in its chain, so it hears of a complete checkpoint before the committer does. */
    private static final class FailingOnce implements MapFunction<Rejected, Rejected>, CheckpointListener {

        static final int TIMES = 2;

        private boolean sawRecords;

        @Override
        public Rejected map(Rejected record) {
            sawRecords = true;
            return record;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (sawRecords && FAILURES.get() < TIMES) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("planted between checkpoint and commit");
            }
        }
    }
}
