package dev.watchkeeper.review.console;

import dev.watchkeeper.review.console.page.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** Where the console's links lead: keys under {@code console.}; others are not looked at. */
public final class ConsoleConfig extends AbstractConfig {

    private static final String PLACES = " Places: {service} {namespace} {environment} {incident} {fromMillis}"
            + " {toMillis} {fromIso} {toIso}; empty for no link.";

    private static final ConfigDef.Validator ADDRESS = (name, value) -> {
        String address = String.valueOf(value);
        if (!address.isEmpty() && !address.startsWith("http://") && !address.startsWith("https://")) {
            throw new ConfigException(name, value, "http:// or https:// expected");
        }
    };

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "console.link.grafana",
                    Type.STRING,
                    "",
                    ADDRESS,
                    Importance.MEDIUM,
                    "Dashboard of a service and a time range." + PLACES)
            .define(
                    "console.link.loki",
                    Type.STRING,
                    "",
                    ADDRESS,
                    Importance.MEDIUM,
                    "Logs of a service and a time range." + PLACES)
            .define(
                    "console.link.tempo",
                    Type.STRING,
                    "",
                    ADDRESS,
                    Importance.MEDIUM,
                    "A trace. Places: {traceId}, {fromMillis}, {toMillis}, {fromIso}, {toIso}; empty for no link.")
            .define(
                    "console.link.runbook",
                    Type.STRING,
                    "",
                    ADDRESS,
                    Importance.MEDIUM,
                    "A service's runbook, where the payload brings no runbook_url." + PLACES);

    /** Checks the values; an unknown key under {@code console.} is an error. */
    public ConsoleConfig(Map<String, ?> values) {
        super(DEFINITION, values, false);
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeIf(
                key -> !key.startsWith("console.") || DEFINITION.names().contains(key));
        if (!unknown.isEmpty()) {
            throw new ConfigException("unknown keys " + unknown + ", expected " + new TreeSet<>(DEFINITION.names()));
        }
    }

    /** Every key, its default and its sentence. */
    public static List<ConfigDef.ConfigKey> keys() {
        return new ArrayList<>(DEFINITION.configKeys().values());
    }

    /** The templates. */
    public Links links() {
        return new Links(
                getString("console.link.grafana"),
                getString("console.link.tempo"),
                getString("console.link.loki"),
                getString("console.link.runbook"));
    }
}
