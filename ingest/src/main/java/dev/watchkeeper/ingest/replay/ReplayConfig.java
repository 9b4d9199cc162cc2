package dev.watchkeeper.ingest.replay;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import dev.watchkeeper.ingest.IngestConfig;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.normalize.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Replay's settings: ingest's, and what is replayed when. */
final class ReplayConfig extends IngestConfig {

    private static final long A_CENTURY_DAYS = 36_500;

    /** Ingest's keys and replay's own. */
    static final ConfigDef DEFINITION = new ConfigDef(IngestConfig.DEFINITION)
            .define("files", Type.LIST, HIGH, "OTLP/JSON lines, .jsonl or .jsonl.gz; several are merged by time.")
            .define(
                    "shift",
                    Type.STRING,
                    "end-now",
                    ValidString.in("end-now", "none"),
                    HIGH,
                    "end-now moves all times so that the last record falls on now, or on end.at.millis.")
            .define("end.at.millis", Type.LONG, 0L, atLeast(0), HIGH, "When the last record shall fall; 0 for now.")
            .define(
                    "reorder.ms",
                    Type.LONG,
                    15_000L,
                    atLeast(0),
                    LOW,
                    "How much event time is held to put records in order: more than a writer waits before it sends.")
            .define("tenant", Type.STRING, Sender.DEFAULT_TENANT, LOW, "Whose telemetry it is.");

    ReplayConfig(Map<?, ?> settings) {
        super(DEFINITION, settings);
    }

    List<Path> files() {
        return getList("files").stream().map(Path::of).toList();
    }

    String tenant() {
        return getString("tenant");
    }

    Duration reorder() {
        return Duration.ofMillis(getLong("reorder.ms"));
    }

    /** By how many nanoseconds to move a recording with this end; whole seconds, so that rhythms stay recognisable. */
    long shiftNanos(long endUnixNano, long nowMillis) {
        if (getString("shift").equals("none")) {
            return 0;
        }
        long endAt = getLong("end.at.millis");
        long shiftMillis = (endAt == 0 ? nowMillis : endAt) - ceilMillis(endUnixNano);
        return Duration.ofSeconds(Math.floorDiv(shiftMillis, 1_000L)).toNanos();
    }

    private static long ceilMillis(long nanos) {
        return -Math.floorDiv(-nanos, 1_000_000L);
    }

    /** As live, but recorded times are judged by the recording's end, however long ago that was. */
    Bounds recordedBounds() {
        Bounds live = bounds();
        return new Bounds(
                live.attributes(),
                live.valueChars(),
                live.resourceChars(),
                live.bodyChars(),
                live.nameChars(),
                live.buckets(),
                Duration.ofDays(A_CENTURY_DAYS),
                live.ahead());
    }

    /** As live, but patient: nobody waits for an answer, and all of it has to arrive. */
    Map<String, Object> replayProducerProperties() {
        Map<String, Object> properties = producerProperties();
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        return properties;
    }
}
