package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.evidence.LiveSeries;
import dev.watchkeeper.review.evidence.Series;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Contribution;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Evidence;
import dev.watchkeeper.schemas.record.Incident;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which series show an incident best: those that its causes and alerts name and that the console knows. */
final class IncidentSeries {

    private static final int MAX_EACH = 3;

    private IncidentSeries() {}

    /** The series that shows it best, where any is known. */
    static Optional<Series> best(Incident incident, LiveSeries live) {
        return of(incident, live).stream().map(Pick::series).findFirst();
    }

    /**
     * A series to show.
     *
     * @param series which
     * @param cause whether it is the first cause's; else a victim's
     */
    record Pick(Series series, boolean cause) {}

    /** The first cause's series, strongest first, then one of each victim. */
    static List<Pick> of(Incident incident, LiveSeries live) {
        Map<String, Pick> picks = new LinkedHashMap<>();
        @Nullable Entity cause = cause(incident);
        if (cause != null) {
            for (Evidence evidence : incident.getCauses().get(0).getEvidence()) {
                @Nullable String key = evidence.getSeries();
                if (key != null && picks.size() < MAX_EACH) {
                    live.series(key).ifPresent(series -> picks.put(key, new Pick(series, true)));
                }
            }
            for (Alert alert : alertsOf(incident, cause)) {
                for (Contribution contribution : alert.getContributions()) {
                    if (picks.size() < MAX_EACH && contribution.getContribution() > 0) {
                        live.series(contribution.getFeature())
                                .ifPresent(series -> picks.putIfAbsent(series.key(), new Pick(series, true)));
                    }
                }
            }
        }
        int victims = 0;
        List<Entity> shown = new ArrayList<>();
        for (Alert alert : incident.getAlerts()) {
            Entity service = EntityKeys.service(alert.getEntity());
            if (service.equals(cause) || shown.contains(service) || victims >= MAX_EACH) {
                continue;
            }
            for (Contribution contribution : alert.getContributions()) {
                Optional<Series> series = live.series(contribution.getFeature());
                if (series.isPresent()) {
                    picks.putIfAbsent(series.get().key(), new Pick(series.get(), false));
                    shown.add(service);
                    victims++;
                    break;
                }
            }
        }
        return List.copyOf(picks.values());
    }

    /** The service that is held to be the first cause; null where none was found. */
    static @Nullable Entity cause(Incident incident) {
        List<Cause> causes = incident.getCauses();
        return causes.isEmpty() ? null : EntityKeys.service(causes.get(0).getEntity());
    }

    /** The alerts of a service and its instances. */
    static List<Alert> alertsOf(Incident incident, Entity service) {
        return incident.getAlerts().stream()
                .filter(alert -> EntityKeys.service(alert.getEntity()).equals(service))
                .toList();
    }
}
