package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest revision of each incident; beyond the bound the oldest that are over are dropped. Thread-safe. */
public final class IncidentHistory {

    private final int max;
    private final Map<String, Incident> byId = new LinkedHashMap<>();

    /** Holds at most this many incidents. */
    public IncidentHistory(int max) {
        this.max = max;
    }

    /**
     * Takes a revision in.
     *
     * @return whether it was newer than what was known
     */
    public synchronized boolean accept(Incident incident) {
        @Nullable Incident known = byId.get(incident.getId());
        if (known != null && known.getRevision() >= incident.getRevision()) {
            return false;
        }
        byId.put(incident.getId(), incident);
        if (byId.size() > max) {
            byId.values().stream()
                    .min(Comparator.comparing((Incident each) -> each.getState() == IncidentState.OPEN)
                            .thenComparingLong(Incident::getOpenedAtMillis))
                    .ifPresent(oldest -> byId.remove(oldest.getId()));
        }
        return true;
    }

    /** The incident, where it is known. */
    public synchronized Optional<Incident> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Open incidents: greatest impact first, then the most certain, then the oldest. */
    public synchronized List<Incident> open() {
        return byId.values().stream()
                .filter(incident -> incident.getState() == IncidentState.OPEN)
                .sorted(Comparator.comparingDouble(Incident::getFailedRequestsPerSecond)
                        .thenComparingDouble(Incident::getCertainty)
                        .reversed()
                        .thenComparingLong(Incident::getOpenedAtMillis))
                .toList();
    }

    /** Incidents that are over since the given event time, newest end first. */
    public synchronized List<Incident> closed(long sinceMillis) {
        return byId.values().stream()
                .filter(incident -> incident.getState() == IncidentState.CLOSED)
                .filter(incident -> end(incident) >= sinceMillis)
                .sorted(Comparator.comparingLong(IncidentHistory::end).reversed())
                .toList();
    }

    /** All incidents, newest first. */
    public synchronized List<Incident> all() {
        return byId.values().stream()
                .sorted(Comparator.comparingLong(Incident::getOpenedAtMillis).reversed())
                .toList();
    }

    /** When the incident ended; its newest revision's time where it did not say. */
    public static long end(Incident incident) {
        @Nullable Long closed = incident.getClosedAtMillis();
        return closed == null ? incident.getUpdatedAtMillis() : closed;
    }
}
