package dev.watchkeeper.review.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** How far back and how much the console remembers: keys under {@code evidence.}; others are not looked at. */
public final class EvidenceConfig extends AbstractConfig {

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "evidence.hours",
                    Type.INT,
                    3,
                    Range.between(1, 24),
                    Importance.MEDIUM,
                    "Hours of scores, features and refusals that are read at the start.")
            .define(
                    "evidence.series.max",
                    Type.INT,
                    EvidenceBounds.DEFAULT.series(),
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Series kept with their points, 31 KB each when full; the longest silent goes first.")
            .define(
                    "evidence.entities.max",
                    Type.INT,
                    EvidenceBounds.DEFAULT.entities(),
                    Range.atLeast(1),
                    Importance.LOW,
                    "Entities kept with what was seen of them.")
            .define(
                    "evidence.incidents.max",
                    Type.INT,
                    EvidenceBounds.DEFAULT.incidents(),
                    Range.atLeast(1),
                    Importance.LOW,
                    "Incidents kept; the oldest that are over go first.");

    /** Checks the values; an unknown key under {@code evidence.} is an error. */
    public EvidenceConfig(Map<String, ?> values) {
        super(DEFINITION, values, false);
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeIf(
                key -> !key.startsWith("evidence.") || DEFINITION.names().contains(key));
        if (!unknown.isEmpty()) {
            throw new ConfigException("unknown keys " + unknown + ", expected " + new TreeSet<>(DEFINITION.names()));
        }
    }

    /** Every key, its default and its sentence. */
    public static List<ConfigDef.ConfigKey> keys() {
        return new ArrayList<>(DEFINITION.configKeys().values());
    }

    /** How far back to read. */
    public Duration back() {
        return Duration.ofHours(getInt("evidence.hours"));
    }

    /** How much to keep. */
    public EvidenceBounds bounds() {
        return new EvidenceBounds(
                getInt("evidence.series.max"), getInt("evidence.entities.max"), getInt("evidence.incidents.max"));
    }
}
