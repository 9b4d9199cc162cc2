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
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection layer at its worst moment: after a checkpoint is complete, before its transaction is committed. */
class ExactlyOnceIT {

    private static final int BATCH = 500;
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    Path folder;

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
                for (int failure = 1; failure <= FailingBeforeCommit.TIMES; failure++) {
                    int before = failure - 1;
                    send(kafka, before * BATCH, failure * BATCH);
                    await().atMost(Kafka.PATIENCE).until(() -> FAILURES.get() > before);
                }
                int all = (FailingBeforeCommit.TIMES + 1) * BATCH;
                send(kafka, all - BATCH, all);
                await().atMost(Kafka.PATIENCE)
                        .untilAsserted(() -> assertThat(kafka.read(Topics.JOBS_REJECTED))
                                .extracting(Rejected::getDetail)
                                .containsExactlyElementsOf(details(0, all)));
                assertThat(FAILURES).hasValue(FailingBeforeCommit.TIMES);
            }
        }
    }

    private static void copy(StreamExecutionEnvironment env, ReadableConfig config) {
        TopicSource.Stream<Rejected> source =
                TopicSource.attach(env, config, "copy", Topics.TELEMETRY_REJECTED, Rejected::getTimeMillis);
        TopicSink.attach(
                source.records()
                        .map(new FailingBeforeCommit())
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

    /**
     * Stands before the sink in its chain, so it hears of a complete checkpoint before the committer does. It fails only
     * where that checkpoint holds records that wait for their commit.
     */
    private static final class FailingBeforeCommit
            implements MapFunction<Rejected, Rejected>, CheckpointedFunction, CheckpointListener {

        static final int TIMES = 2;

        private boolean sawRecords;
        private long holding = Long.MAX_VALUE;

        @Override
        public Rejected map(Rejected record) {
            sawRecords = true;
            return record;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (sawRecords) {
                holding = Math.min(holding, context.getCheckpointId());
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (checkpointId >= holding && FAILURES.get() < TIMES) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("planted between checkpoint and commit");
            }
        }
    }
}
