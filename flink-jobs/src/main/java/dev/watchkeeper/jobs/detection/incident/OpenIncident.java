package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.schemas.record.Incident;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An incident that goes on.
 *
 * @param newestAlertMillis event time when its newest alert opened
 * @param alertIds its alerts, by opening
 * @param dropped closed alerts of it that are not kept any more
 * @param told its newest revision; null before the first
 */
public record OpenIncident(
        String id,
        long openedAtMillis,
        long newestAlertMillis,
        List<String> alertIds,
        int dropped,
        @Nullable Incident told) {

    /**
     * Alerts that are kept of one incident: the record of all must fit into one message, and an entity that flaps gives
     * a new alert with each turn.
     */
    static final int MOST_ALERTS = 50;

    OpenIncident with(String alertId, long openedMillis) {
        return new OpenIncident(
                id,
                openedAtMillis,
                Math.max(newestAlertMillis, openedMillis),
                java.util.stream.Stream.concat(alertIds.stream(), java.util.stream.Stream.of(alertId))
                        .distinct()
                        .toList(),
                dropped,
                told);
    }

    /** With all that belonged to another one. */
    OpenIncident with(OpenIncident merged) {
        OpenIncident both = this;
        for (String alertId : merged.alertIds) {
            both = both.with(alertId, merged.newestAlertMillis);
        }
        return new OpenIncident(
                id, openedAtMillis, both.newestAlertMillis, both.alertIds, dropped + merged.dropped, told);
    }

    /** Without some of its alerts, which are counted. */
    OpenIncident without(Set<String> gone) {
        return new OpenIncident(
                id,
                openedAtMillis,
                newestAlertMillis,
                alertIds.stream().filter(alertId -> !gone.contains(alertId)).toList(),
                dropped + gone.size(),
                told);
    }

    OpenIncident told(Incident revision) {
        return new OpenIncident(id, openedAtMillis, newestAlertMillis, alertIds, dropped, revision);
    }
}
