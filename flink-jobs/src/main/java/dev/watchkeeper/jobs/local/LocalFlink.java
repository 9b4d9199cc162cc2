package dev.watchkeeper.jobs.local;

import dev.watchkeeper.jobs.connect.JobEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM: everything on loopback, jobs resumed from their newest checkpoint. */
public final class LocalFlink implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final long STOPPED_WITHIN_SECONDS = 20;

    /** Draws a job's graph. */
    @FunctionalInterface
    public interface Graph {
        /** Adds the job's operators. */
        void draw(StreamExecutionEnvironment env, ReadableConfig config) throws Exception;
    }

    private final Configuration config;
    private final MiniCluster cluster;
    private final List<JobID> jobs = new ArrayList<>();

    private LocalFlink(Configuration config, MiniCluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /** Starts the cluster; no job yet. */
    public static LocalFlink start(Configuration config) throws Exception {
        Configuration settings = new Configuration(config);
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        // The blob server goes by these, not by the cluster's common address; it has no authentication.
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, Integer.toString(config.get(LocalConfig.REST_PORT)));
        // The web UI shows; it neither takes jobs nor stops them: whoever reaches the port could.
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.CANCEL_ENABLE, false);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.get(LocalConfig.SLOTS))
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setCommonBindAddress(LOOPBACK)
                .build());
        cluster.start();
        return new LocalFlink(config, cluster);
    }

    /**
     * Submits a job, from its newest complete checkpoint where there is one.
     *
     * @return the checkpoint that it goes on from
     */
    public Optional<Path> submit(String name, Graph graph) throws Exception {
        StreamExecutionEnvironment env = JobEnvironment.open(config, name);
        graph.draw(env, config);
        JobGraph job = env.getStreamGraph().getJobGraph();
        Optional<Path> checkpoint = RetainedCheckpoints.newest(JobEnvironment.checkpointFolder(config, name));
        // Claimed: once the job has newer ones, Flink may delete it; else old runs would pile up.
        checkpoint.ifPresent(path -> job.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString(), false, RecoveryClaimMode.CLAIM)));
        cluster.submitJob(job).get();
        jobs.add(job.getJobID());
        return checkpoint;
    }

    /** Whether every task of every submitted job runs. */
    public boolean allRunning() throws InterruptedException, ExecutionException {
        for (JobID job : jobs) {
            AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
            for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
                if (task.getExecutionState() != ExecutionState.RUNNING) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Where the web UI is. */
    public URI ui() throws InterruptedException, ExecutionException {
        return cluster.getRestAddress().get();
    }

    /** The cluster, for those who want to ask it more. */
    public MiniCluster cluster() {
        return cluster;
    }

    /** The submitted jobs, in order. */
    public List<JobID> jobs() {
        return List.copyOf(jobs);
    }

    /** Stops; what was not checkpointed is done again by the next start, and its transactions are aborted. */
    @Override
    public void close() throws InterruptedException {
        try {
            cluster.closeAsync().get(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Flink did not stop within " + STOPPED_WITHIN_SECONDS + " s", e);
        }
    }
}
