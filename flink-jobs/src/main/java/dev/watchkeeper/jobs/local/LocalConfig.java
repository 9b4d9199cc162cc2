package dev.watchkeeper.jobs.local;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The settings of the local Flink process. */
public final class LocalConfig {

    /** The port of the web UI. */
    public static final ConfigOption<Integer> REST_PORT = ConfigOptions.key("rest.port")
            .intType()
            .defaultValue(0)
            .withDescription("Flink's REST API and web UI, on 127.0.0.1; 0 for any free port.");

    /** Slots. */
    public static final ConfigOption<Integer> SLOTS = ConfigOptions.key("local.slots")
            .intType()
            .defaultValue(4)
            .withDescription("Task slots: at least the sum of the jobs' parallelism.");

    /** Which jobs run. */
    public static final ConfigOption<List<String>> JOBS = ConfigOptions.key("local.jobs")
            .stringType()
            .asList()
            .defaultValues("features", "detection")
            .withDescription("The jobs to run, separated by ';': features, detection.");

    private LocalConfig() {}

    /** All of them, in the order of their documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(REST_PORT, SLOTS, JOBS);
    }
}
