package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.schemas.record.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident that goes on.
 *
 * @param newestAlertMillis event time when its newest alert opened
 * @param alertIds its alerts, by opening
 * @param told its newest revision; null before the first
 */
public record OpenIncident(
        String id,
        long openedAtMillis,
        long newestAlertMillis,
        List<String> alertIds,
        @Nullable Incident told) {

    OpenIncident with(String alertId, long openedMillis) {
        return new OpenIncident(
                id,
                openedAtMillis,
                Math.max(newestAlertMillis, openedMillis),
                java.util.stream.Stream.concat(alertIds.stream(), java.util.stream.Stream.of(alertId))
                        .distinct()
                        .toList(),
                told);
    }

    OpenIncident told(Incident revision) {
        return new OpenIncident(id, openedAtMillis, newestAlertMillis, alertIds, revision);
    }
}
