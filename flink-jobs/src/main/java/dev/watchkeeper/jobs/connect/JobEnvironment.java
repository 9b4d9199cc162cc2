package dev.watchkeeper.jobs.connect;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The environment that every job runs in: exactly once, event time, no Kryo, a uid for every operator. */
public final class JobEnvironment {

    /** Key groups: the bound of every later parallelism; state is laid out by it, so it never changes. */
    static final int MAX_PARALLELISM = 128;

    private JobEnvironment() {}

    /** An environment with {@link #settings} for the job of this name. */
    public static StreamExecutionEnvironment open(Configuration config, String job) {
        return StreamExecutionEnvironment.getExecutionEnvironment(settings(config, job));
    }

    /** The configuration as given, with Flink's own settings as our promises need them. */
    public static Configuration settings(Configuration config, String job) {
        Configuration settings = new Configuration(config);
        settings.set(PipelineOptions.NAME, job);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // Safe because no function of ours changes a record that it took in, or one that it gave out.
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, config.get(JobConfig.PARALLELISM));
        settings.set(StateBackendOptions.STATE_BACKEND, config.get(JobConfig.STATE_BACKEND));
        checkpoints(settings, config, job);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        return settings;
    }

    /** The folder below which a job's checkpoints are. */
    public static Path checkpointFolder(ReadableConfig config, String job) {
        return Path.of(config.get(JobConfig.CHECKPOINT_DIR)).toAbsolutePath().resolve(job);
    }

    private static void checkpoints(Configuration settings, ReadableConfig config, String job) {
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.get(JobConfig.CHECKPOINT_INTERVAL));
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2));
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // In-flight records in checkpoints would hold the sinks' transactions open for longer, not shorter.
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpointFolder(config, job).toUri().toString());
        settings.set(
                CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
                config.get(JobConfig.STATE_BACKEND).equals("rocksdb"));
    }
}
