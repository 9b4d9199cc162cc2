package dev.watchkeeper.jobs.detection.bench;

import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** One fault on a warm shop, and what detection makes of it. */
record FaultRun(ShopFault fault, long seed, List<Incident> incidents, int before) {

    static final long START = 1_764_000_000_000L;
    static final Duration DAY = Duration.ofMinutes(30);
    private static final long WARM = 50 * 60_000L;
    private static final long LASTS = 4 * 60_000L;
    private static final long AFTER = 3 * 60_000L;

    static FaultRun of(
            ShopFault.Kind kind, String service, int strength, long seed, LoadedModel series, LoadedModel entity) {
        long from = START + WARM + 1_000 * (seed % 10) + 500;
        ShopFault fault = new ShopFault(kind, service, strength, from, from + LASTS);
        Pipeline pipeline = new Pipeline(thresholds(), DAY, series, entity);
        Shop shop = new Shop(seed, START, List.of(fault));
        for (long end = START + Shop.WINDOW; end <= from + LASTS + AFTER; end += Shop.WINDOW) {
            pipeline.window(shop.window(end));
        }
        int before = (int) pipeline.incidents.stream()
                .filter(incident -> incident.getRevision() == 1 && incident.getOpenedAtMillis() < from)
                .count();
        return new FaultRun(fault, seed, pipeline.incidents, before);
    }

    static Thresholds thresholds() {
        return DetectionConfig.thresholds(new Configuration());
    }

    /** The first revision since the fault began. */
    Optional<Incident> first() {
        return incidents.stream()
                .filter(incident -> incident.getOpenedAtMillis() >= fault.fromMillis())
                .findFirst();
    }

    /** The last revision that was told while the fault went on. */
    Optional<Incident> last() {
        return first().flatMap(first -> incidents.stream()
                .filter(incident -> incident.getId().equals(first.getId())
                        && incident.getState() == IncidentState.OPEN
                        && incident.getUpdatedAtMillis() <= fault.untilMillis())
                .reduce((a, b) -> b));
    }

    long opened() {
        return incidents.stream()
                .filter(incident -> incident.getRevision() == 1 && incident.getOpenedAtMillis() >= fault.fromMillis())
                .count();
    }

    static String cause(Incident incident) {
        return incident.getCauses().isEmpty()
                ? "none"
                : incident.getCauses().get(0).getEntity().getName();
    }

    /** Seconds from the fault's beginning to the end of the window that opened the incident. */
    long detectedSeconds() {
        return first().map(incident -> (incident.getUpdatedAtMillis() - fault.fromMillis()) / 1000)
                .orElse(Long.MAX_VALUE);
    }

    /** The contribution group of the first evidence of the first cause. */
    String evidenceGroup(Incident incident) {
        String series = incident.getCauses().get(0).getEvidence().get(0).getSeries();
        if (series == null) {
            return "silence";
        }
        String metric = series.substring(series.indexOf('|') + 1);
        if (metric.startsWith("span.errors") || metric.contains("errors|") || metric.contains("unanswered")) {
            return "errors";
        }
        if (metric.startsWith("span.") || metric.startsWith("call.")) {
            return metric.startsWith("span.requests") ? "traffic" : "latency";
        }
        return metric.startsWith("jvm.cpu")
                ? "cpu"
                : metric.startsWith("jvm.memory")
                        ? "memory"
                        : metric.startsWith("jvm.gc") ? "gc" : metric.startsWith("log.") ? "logs" : "other";
    }

    /** The first contribution's group of the first cause's alert. */
    static String topContribution(Incident incident) {
        String cause = cause(incident);
        return incident.getAlerts().stream()
                .filter(alert -> alert.getEntity().getName().equals(cause)
                        && !alert.getContributions().isEmpty())
                .map(alert -> alert.getContributions().get(0).getGroup())
                .findFirst()
                .orElse("callers");
    }

    String row() {
        @Nullable Incident first = first().orElse(null);
        @Nullable Incident last = last().orElse(first);
        if (first == null || last == null) {
            return String.format(
                    Locale.ROOT,
                    "%-11s %-9s %d seed %-3d MISSED%s",
                    fault.kind(),
                    fault.service(),
                    fault.strength(),
                    seed,
                    before > 0 ? "  (" + before + " before)" : "");
        }
        boolean right = cause(first).equals(fault.service()) && cause(last).equals(fault.service());
        return String.format(
                Locale.ROOT,
                "%-11s %-9s %d seed %-3d %4d s  %-5s first %-9s last %-9s evidence %-8s contribution %-8s incidents %d before %d certainty %.2f → %.2f  %s",
                fault.kind(),
                fault.service(),
                fault.strength(),
                seed,
                detectedSeconds(),
                right ? "ok" : "WRONG",
                cause(first),
                cause(last),
                evidenceGroup(last),
                topContribution(last),
                opened(),
                before,
                first.getCertainty(),
                last.getCertainty(),
                last.getSentence());
    }
}
