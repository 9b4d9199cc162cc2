package dev.watchkeeper.jobs.features;

import dev.watchkeeper.jobs.features.services.ServiceLimits;
import dev.watchkeeper.jobs.features.window.Windows;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** The settings of the features job. */
public final class FeaturesConfig {

    /** A window's length. */
    public static final ConfigOption<Duration> WINDOW = ConfigOptions.key("features.window")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription("The event-time interval on which spans and logs become numbers.");

    /** How long a window waits. */
    public static final ConfigOption<Duration> JOIN_DELAY = ConfigOptions.key("features.join-delay")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription(
                    "How long after its end, in event time, a window waits for the other side of a call: the clocks' skew.");

    /** How long spans are kept. */
    public static final ConfigOption<Duration> TRACE_HOLD = ConfigOptions.key("features.trace.hold")
            .durationType()
            .defaultValue(Duration.ofSeconds(60))
            .withDescription("How long a span is kept after its window closed: the horizon of deduplication, and how"
                    + " long a request may last after its calls for its self time to be right.");

    /** Spans per trace. */
    public static final ConfigOption<Integer> TRACE_SPANS = ConfigOptions.key("features.trace.max-spans")
            .intType()
            .defaultValue(2000)
            .withDescription("Spans of a trace that are kept at a time; more are rejected TRACE_TOO_LARGE.");

    /** Series per process. */
    public static final ConfigOption<Integer> SERIES = ConfigOptions.key("features.series.max")
            .intType()
            .defaultValue(500)
            .withDescription("Series that an entity's metrics may make; points of more are rejected CARDINALITY.");

    /** Callees per service. */
    public static final ConfigOption<Integer> CALLEES = ConfigOptions.key("features.callees.max")
            .intType()
            .defaultValue(50)
            .withDescription("Callees of a service that become series; calls to more are rejected CARDINALITY.");

    /** Templates per service. */
    public static final ConfigOption<Integer> TEMPLATES = ConfigOptions.key("features.templates.max")
            .intType()
            .defaultValue(200)
            .withDescription("Log templates that are kept of a service; the one unused for longest makes room.");

    /** When a service is forgotten. */
    public static final ConfigOption<Duration> FORGET_SERVICE = ConfigOptions.key("features.forget.service")
            .durationType()
            .defaultValue(Duration.ofHours(1))
            .withDescription("How long a service, a stream or a series that is not seen any more is remembered;"
                    + " so long a silent service gives zeros.");

    /** When an instance is forgotten. */
    public static final ConfigOption<Duration> FORGET_INSTANCE = ConfigOptions.key("features.forget.instance")
            .durationType()
            .defaultValue(Duration.ofMinutes(5))
            .withDescription("The same for an instance: a restarted one often comes back under another name.");

    private FeaturesConfig() {}

    /** All of them, in the order of their documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                WINDOW,
                JOIN_DELAY,
                TRACE_HOLD,
                TRACE_SPANS,
                SERIES,
                CALLEES,
                TEMPLATES,
                FORGET_SERVICE,
                FORGET_INSTANCE);
    }

    static Windows windows(ReadableConfig config) {
        return new Windows(config.get(WINDOW).toMillis(), config.get(JOIN_DELAY).toMillis());
    }

    static ServiceLimits serviceLimits(ReadableConfig config) {
        return new ServiceLimits(
                config.get(FORGET_SERVICE).toMillis(),
                config.get(FORGET_INSTANCE).toMillis(),
                config.get(CALLEES));
    }
}
