package dev.watchkeeper.router.admin;

import dev.watchkeeper.router.decide.RouterState;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Metrics in Prometheus' text format. The ledger comes out of the replicated state, so it survives restarts and is the
 * same on every node:
 *
 * <pre>
 * watchkeeper_router_inputs_total{topic="incidents"}
 *     = sum of watchkeeper_router_fates_total{topic="incidents",fate="decided|unchanged|rejected"}
 * watchkeeper_router_inputs_total{topic="verdicts"}
 *     = sum of watchkeeper_router_fates_total{topic="verdicts",fate="applied|dropped|rejected"} over all reasons
 * watchkeeper_router_deliveries_total: attempts by receiver, of this process only
 * </pre>
 */
final class RouterMetrics {

    private final Supplier<Map<String, Long>> deliveries;

    RouterMetrics(Supplier<Map<String, Long>> deliveries) {
        this.deliveries = deliveries;
    }

    String text(RouterState state, boolean leads) {
        StringBuilder text = new StringBuilder(1024);
        head(text, "inputs_total", "counter", "Input records taken into the log.");
        state.counts().forEach((name, value) -> {
            String[] parts = name.split("\\.", 3);
            if (parts[1].equals("in")) {
                line(text, "inputs_total{topic=\"" + parts[0] + "\"}", value);
            }
        });
        head(text, "fates_total", "counter", "What became of input records.");
        state.counts().forEach((name, value) -> {
            String[] parts = name.split("\\.", 3);
            if (!parts[1].equals("in") && !parts[1].equals("moved")) {
                String reason = parts.length == 3 ? parts[2] : "";
                line(
                        text,
                        "fates_total{topic=\"" + parts[0] + "\",fate=\"" + parts[1] + "\",reason=\"" + reason + "\"}",
                        value);
            }
        });
        head(text, "moved_total", "counter", "Times the log's offset was gone and reading went on elsewhere.");
        state.counts().forEach((name, value) -> {
            if (name.endsWith(".moved")) {
                line(text, "moved_total{topic=\"" + name.substring(0, name.indexOf('.')) + "\"}", value);
            }
        });
        head(text, "deliveries_total", "counter", "Attempts to tell a receiver, by result.");
        deliveries.get().forEach((name, value) -> {
            int dot = name.lastIndexOf('.');
            line(
                    text,
                    "deliveries_total{receiver=\"" + escaped(name.substring(0, dot)) + "\",result=\""
                            + name.substring(dot + 1) + "\"}",
                    value);
        });
        gauge(text, "leads", "Whether this node leads.", leads ? 1 : 0);
        gauge(text, "log_entries", "Entries replayed.", state.sequence());
        gauge(text, "cases", "Incidents known.", state.cases().size());
        gauge(
                text,
                "unpublished",
                "Revisions that Kafka has not acknowledged.",
                state.unpublished().size());
        gauge(
                text,
                "undelivered",
                "Notifications that their receiver has not confirmed.",
                state.cases().values().stream()
                        .flatMap(known -> known.notifications().stream())
                        .filter(told -> !told.settled())
                        .count());
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, long value) {
        head(text, name, "gauge", help);
        line(text, name, value);
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP watchkeeper_router_")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE watchkeeper_router_")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void line(StringBuilder text, String sample, long value) {
        text.append("watchkeeper_router_")
                .append(sample)
                .append(' ')
                .append(value)
                .append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
