package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.alert.AlertState;
import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.alert.Ids;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins a tenant's alerts to incidents.
 *
 * <pre>
 * a new alert of entity X, for each open incident with a member that X calls, is called by, or is:
 *   the incident's newest alert is older than joinMillis, or as many as are kept are open: → its own incident
 *   the incident's first cause explains it (X would not be first)         → joins
 *   X would be first, and not (older than supersedeAfter and X supersedeFactor times as strong as its
 *     first cause)                                                         → joins
 *   otherwise                                                              → its own incident (supersedes)
 * two open incidents with adjacent members, both opened within supersedeAfter of each other, and not more
 *   alerts open in both than are kept: the older survives, the other is MERGED
 * more alerts than are kept: the oldest closed ones are dropped and counted
 * an incident whose alerts are all closed: CLOSED
 * </pre>
 *
 * A revision is told when the incident opens, its first cause changes, an alert comes or closes, it gets more severe
 * (certainty by .05, failed requests by half), it ends; and where only numbers changed, at most once in refreshMillis.
 */
public final class Correlation {

    private static final double CERTAINTY_STEP = 0.05;
    private static final double FAILED_FACTOR = 1.5;
    private static final double FAILED_STEP = 0.2;

    private final Thresholds thresholds;

    /** Joins by these thresholds. */
    public Correlation(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** What is to be kept, and the revisions to tell, in order. */
    public record Outcome(TenantMemory memory, List<Incident> revisions) {}

    /** Takes all news of one time. */
    public Outcome step(TenantMemory memory, Collection<EntityNews> news, long nowMillis) {
        List<EntityNews> ordered = new ArrayList<>(news);
        ordered.sort(
                Comparator.comparingLong(EntityNews::timeMillis).thenComparing(item -> EntityKeys.key(item.entity())));
        Topology topology = memory.topology().with(ordered, thresholds.edgeMillis());
        Map<String, AlertState> alerts = new TreeMap<>(memory.alerts());
        Map<String, OpenIncident> incidents = new TreeMap<>(memory.incidents());
        List<AlertState> opened = new ArrayList<>();
        for (EntityNews item : ordered) {
            @Nullable AlertState alert = item.alert();
            if (alert != null) {
                if (alerts.put(alert.id(), alert) == null) {
                    opened.add(alert);
                }
            }
        }
        for (AlertState alert : opened) {
            attach(alert, alerts, incidents, topology);
        }
        List<Incident> revisions = new ArrayList<>();
        merge(alerts, incidents, topology, nowMillis, revisions);
        for (OpenIncident incident : List.copyOf(incidents.values())) {
            incidents.put(incident.id(), bounded(incident, alerts));
        }
        for (OpenIncident incident : List.copyOf(incidents.values())) {
            tell(incident, alerts, incidents, topology, nowMillis, revisions);
        }
        return new Outcome(new TenantMemory(topology, alerts, incidents), List.copyOf(revisions));
    }

    private void attach(
            AlertState alert, Map<String, AlertState> alerts, Map<String, OpenIncident> incidents, Topology topology) {
        Optional<OpenIncident> home = incidents.values().stream()
                .filter(incident -> related(alert, incident, alerts, topology))
                .filter(incident -> !supersedes(alert, incident, alerts, topology))
                .max(Comparator.comparingLong(OpenIncident::newestAlertMillis).thenComparing(OpenIncident::id));
        OpenIncident joined = home.isPresent()
                ? home.get().with(alert.id(), alert.openedAtMillis())
                : new OpenIncident(
                        Ids.hash(alert.entity().getTenant(), alert.id()),
                        alert.openedAtMillis(),
                        alert.openedAtMillis(),
                        List.of(alert.id()),
                        0,
                        null);
        incidents.put(joined.id(), joined);
    }

    private static boolean related(
            AlertState alert, OpenIncident incident, Map<String, AlertState> alerts, Topology topology) {
        String key = EntityKeys.key(alert.entity());
        return members(incident, alerts).stream()
                .map(member -> EntityKeys.key(member.entity()))
                .anyMatch(member -> member.equals(key) || topology.adjacent(member, key));
    }

    private boolean supersedes(
            AlertState alert, OpenIncident incident, Map<String, AlertState> alerts, Topology topology) {
        String key = EntityKeys.key(alert.entity());
        List<AlertState> before = open(incident, alerts);
        if (before.size() >= OpenIncident.MOST_ALERTS) {
            return true;
        }
        if (before.stream().anyMatch(member -> EntityKeys.key(member.entity()).equals(key))) {
            return false;
        }
        if (alert.openedAtMillis() - incident.newestAlertMillis() > thresholds.joinMillis()) {
            return true;
        }
        List<AlertState> together = new ArrayList<>(before);
        together.add(alert);
        RankedCause first = CauseRanking.of(together, topology).get(0);
        if (!first.key().equals(key)) {
            return false;
        }
        double old =
                before.isEmpty() ? 0 : CauseRanking.of(before, topology).get(0).score();
        return alert.openedAtMillis() - incident.openedAtMillis() >= thresholds.supersedeAfterMillis()
                && first.score() >= thresholds.supersedeFactor() * old;
    }

    private void merge(
            Map<String, AlertState> alerts,
            Map<String, OpenIncident> incidents,
            Topology topology,
            long nowMillis,
            List<Incident> revisions) {
        List<OpenIncident> byAge = new ArrayList<>(incidents.values());
        byAge.sort(Comparator.comparingLong(OpenIncident::openedAtMillis).thenComparing(OpenIncident::id));
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < byAge.size(); i++) {
            for (int j = i + 1; j < byAge.size(); j++) {
                @Nullable OpenIncident older = incidents.get(byAge.get(i).id());
                OpenIncident younger = byAge.get(j);
                if (older != null && !gone.contains(younger.id()) && belong(older, younger, alerts, topology)) {
                    incidents.put(older.id(), older.with(younger));
                    incidents.remove(younger.id());
                    gone.add(younger.id());
                    @Nullable Incident told = younger.told();
                    if (told != null) {
                        revisions.add(Incident.newBuilder(told)
                                .setRevision(told.getRevision() + 1)
                                .setState(IncidentState.MERGED)
                                .setMergedInto(older.id())
                                .setUpdatedAtMillis(nowMillis)
                                .setClosedAtMillis(nowMillis)
                                .build());
                    }
                }
            }
        }
    }

    /** Opened close together and adjacent: they were only apart because their calls were not known yet. */
    private boolean belong(
            OpenIncident older, OpenIncident younger, Map<String, AlertState> alerts, Topology topology) {
        if (younger.openedAtMillis() - older.openedAtMillis() >= thresholds.supersedeAfterMillis()) {
            return false;
        }
        if (open(older, alerts).size() + open(younger, alerts).size() > OpenIncident.MOST_ALERTS) {
            return false;
        }
        return members(younger, alerts).stream().anyMatch(member -> related(member, older, alerts, topology));
    }

    /** Without the oldest closed alerts beyond those that are kept. */
    private static OpenIncident bounded(OpenIncident incident, Map<String, AlertState> alerts) {
        int surplus = incident.alertIds().size() - OpenIncident.MOST_ALERTS;
        if (surplus <= 0) {
            return incident;
        }
        Set<String> gone = members(incident, alerts).stream()
                .filter(AlertState::closed)
                .limit(surplus)
                .map(AlertState::id)
                .collect(Collectors.toSet());
        alerts.keySet().removeAll(gone);
        return incident.without(gone);
    }

    private void tell(
            OpenIncident incident,
            Map<String, AlertState> alerts,
            Map<String, OpenIncident> incidents,
            Topology topology,
            long nowMillis,
            List<Incident> revisions) {
        List<AlertState> open = open(incident, alerts);
        @Nullable Incident told = incident.told();
        if (open.isEmpty()) {
            if (told != null) {
                revisions.add(IncidentWriter.closed(told, members(incident, alerts), nowMillis));
            }
            incident.alertIds().forEach(alerts::remove);
            incidents.remove(incident.id());
            return;
        }
        boolean goesOn = open.stream().anyMatch(alert -> alert.oddMillis() >= nowMillis - thresholds.windowMillis());
        Incident next = goesOn || told == null
                ? IncidentWriter.write(incident, members(incident, alerts), open, topology, nowMillis)
                : IncidentWriter.quiet(told, members(incident, alerts), nowMillis);
        if (told == null || worthTelling(told, next, nowMillis)) {
            incidents.put(incident.id(), incident.told(next));
            revisions.add(next);
        }
    }

    private boolean worthTelling(Incident told, Incident next, long nowMillis) {
        Map<String, Boolean> before = closedById(told);
        Map<String, Boolean> after = closedById(next);
        boolean otherAlerts = !before.equals(after);
        boolean otherCause = !first(told).equals(first(next));
        boolean severer = next.getCertainty() >= told.getCertainty() + CERTAINTY_STEP
                || next.getFailedRequestsPerSecond()
                        >= Math.max(
                                FAILED_FACTOR * told.getFailedRequestsPerSecond(),
                                told.getFailedRequestsPerSecond() + FAILED_STEP);
        boolean old = nowMillis - told.getUpdatedAtMillis() >= thresholds.refreshMillis()
                && !next.getCauses().equals(told.getCauses());
        return otherAlerts || otherCause || severer || old;
    }

    private static Map<String, Boolean> closedById(Incident incident) {
        Map<String, Boolean> closed = new HashMap<>();
        incident.getAlerts().forEach(alert -> closed.put(alert.getId(), alert.getClosedAtMillis() != null));
        return closed;
    }

    private static String first(Incident incident) {
        return incident.getCauses().isEmpty()
                ? ""
                : EntityKeys.key(incident.getCauses().get(0).getEntity());
    }

    private static List<AlertState> members(OpenIncident incident, Map<String, AlertState> alerts) {
        List<AlertState> members = new ArrayList<>();
        for (String id : incident.alertIds()) {
            @Nullable AlertState alert = alerts.get(id);
            if (alert != null) {
                members.add(alert);
            }
        }
        return members;
    }

    private static List<AlertState> open(OpenIncident incident, Map<String, AlertState> alerts) {
        return members(incident, alerts).stream()
                .filter(alert -> !alert.closed())
                .toList();
    }
}
