package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.alert.AlertState;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.jobs.detection.evidence.Words;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Evidence;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentCall;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the record of an incident. */
final class IncidentWriter {

    private static final int MOST_CAUSES = 5;
    private static final int MOST_EVIDENCE = 8;
    private static final int MOST_CALLS = 32;
    private static final double AHEAD = 1.2;
    private static final long DEPLOYMENT_MILLIS = 15 * 60_000L;

    private IncidentWriter() {}

    /** The next revision of an open incident. */
    static Incident write(
            OpenIncident incident, List<AlertState> all, List<AlertState> open, Topology topology, long nowMillis) {
        @Nullable Incident told = incident.told();
        List<RankedCause> ranked = steady(CauseRanking.of(open, topology), told);
        RankedCause first = ranked.get(0);
        return Incident.newBuilder()
                .setId(incident.id())
                .setTenant(all.get(0).entity().getTenant())
                .setRevision(told == null ? 1 : told.getRevision() + 1)
                .setState(IncidentState.OPEN)
                .setMergedInto(null)
                .setOpenedAtMillis(incident.openedAtMillis())
                .setUpdatedAtMillis(nowMillis)
                .setClosedAtMillis(null)
                .setSentence(first.entity().getName() + ": " + first.sentence())
                .setCertainty(Certainty.of(first, nowMillis))
                .setPValue(Math.min(
                        1,
                        (all.size() + incident.dropped())
                                * all.stream()
                                        .mapToDouble(AlertState::pValue)
                                        .min()
                                        .orElse(1)))
                .setFailedRequestsPerSecond(failed(open, topology))
                .setAlerts(all.stream().map(IncidentWriter::alert).toList())
                .setCauses(ranked.stream()
                        .limit(MOST_CAUSES)
                        .map(IncidentWriter::cause)
                        .toList())
                .setWhyFirst(WhyFirst.of(ranked) + earlier(incident.dropped()))
                .setCalls(calls(ranked, topology))
                .setModels(models(all))
                .build();
    }

    /** The record has no field for what it leaves out. */
    private static String earlier(int dropped) {
        return dropped == 0 ? "" : "; " + dropped + " earlier alerts of it are closed and not listed any more";
    }

    /** The first cause stays first until another is clearly ahead. */
    private static List<RankedCause> steady(List<RankedCause> ranked, @Nullable Incident told) {
        if (told == null || told.getCauses().isEmpty()) {
            return ranked;
        }
        String before = EntityKeys.key(told.getCauses().get(0).getEntity());
        for (RankedCause cause : ranked) {
            if (cause.key().equals(before)
                    && AHEAD * cause.score() >= ranked.get(0).score()) {
                List<RankedCause> steady = new ArrayList<>(ranked);
                steady.remove(cause);
                steady.add(0, cause);
                return steady;
            }
        }
        return ranked;
    }

    /** A revision of an incident that shows nothing new: as told before, its alerts as they are. */
    static Incident quiet(Incident told, List<AlertState> all, long nowMillis) {
        return Incident.newBuilder(told)
                .setRevision(told.getRevision() + 1)
                .setUpdatedAtMillis(nowMillis)
                .setFailedRequestsPerSecond(0)
                .setAlerts(all.stream().map(IncidentWriter::alert).toList())
                .build();
    }

    /** The last revision. */
    static Incident closed(Incident told, List<AlertState> all, long nowMillis) {
        return Incident.newBuilder(told)
                .setRevision(told.getRevision() + 1)
                .setState(IncidentState.CLOSED)
                .setUpdatedAtMillis(nowMillis)
                .setClosedAtMillis(nowMillis)
                .setFailedRequestsPerSecond(0)
                .setAlerts(all.stream().map(IncidentWriter::alert).toList())
                .build();
    }

    /** Requests that fail where they enter the incident: at members that no other member calls. */
    private static double failed(List<AlertState> open, Topology topology) {
        double failed = 0;
        for (AlertState alert : open) {
            String key = EntityKeys.key(alert.entity());
            boolean edge = open.stream().noneMatch(other -> topology.calls(EntityKeys.key(other.entity()), key));
            if (edge) {
                boolean silent = alert.evidence().stream().anyMatch(found -> found.kind() == EvidenceKind.SILENCE);
                failed += silent ? alert.expectedRate() : alert.failureRate();
            }
        }
        return failed;
    }

    private static Alert alert(AlertState alert) {
        return Alert.newBuilder()
                .setId(alert.id())
                .setEntity(alert.entity())
                .setOpenedAtMillis(alert.openedAtMillis())
                .setUpdatedAtMillis(alert.timeMillis())
                .setClosedAtMillis(alert.closed() ? alert.timeMillis() : null)
                .setMargin(alert.margin())
                .setPValue(alert.pValue())
                .setAbsent(alert.absent())
                .setModel(alert.model())
                .setContributions(alert.contributions())
                .build();
    }

    private static Cause cause(RankedCause cause) {
        return Cause.newBuilder()
                .setEntity(cause.entity())
                .setScore(cause.score())
                .setOnsetMillis(cause.onsetMillis())
                .setAbsent(cause.absent())
                .setSentence(cause.sentence())
                .setEvidence(evidence(cause))
                .build();
    }

    private static List<Evidence> evidence(RankedCause cause) {
        List<Evidence> all = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (dev.watchkeeper.jobs.detection.evidence.Evidence found : cause.own()) {
            if (all.size() < MOST_EVIDENCE - 3 && said.add(found.sentence())) {
                all.add(of(found, kind(found), found.sentence()));
            }
        }
        for (RankedCause.Blame blame : cause.blamed()) {
            String sentence =
                    blame.evidence().sentence() + " as " + blame.caller().getName() + " sees it";
            if (all.size() < MOST_EVIDENCE - 1 && said.add(sentence)) {
                all.add(of(blame.evidence(), dev.watchkeeper.schemas.record.EvidenceKind.CALLS, sentence));
            }
        }
        @Nullable AlertState alert = cause.alert();
        if (alert != null) {
            deployment(alert, cause.onsetMillis(), all);
            templates(alert, all);
            traces(alert, all);
        }
        return all;
    }

    private static dev.watchkeeper.schemas.record.EvidenceKind kind(
            dev.watchkeeper.jobs.detection.evidence.Evidence found) {
        return switch (found.kind()) {
            case SILENCE, INSTANCE_SILENCE -> dev.watchkeeper.schemas.record.EvidenceKind.SILENCE;
            case DATABASE_TIME, DATABASE_ERRORS -> dev.watchkeeper.schemas.record.EvidenceKind.CALLS;
            default -> dev.watchkeeper.schemas.record.EvidenceKind.SERIES;
        };
    }

    private static Evidence of(
            dev.watchkeeper.jobs.detection.evidence.Evidence found,
            dev.watchkeeper.schemas.record.EvidenceKind kind,
            String sentence) {
        return Evidence.newBuilder()
                .setKind(kind)
                .setSentence(sentence)
                .setSeries(found.series())
                .setTraceIds(found.traceIds())
                .setSinceMillis(found.sinceMillis())
                .setValue(found.value())
                .setExpected(found.expected())
                .setUnit(found.unit())
                .build();
    }

    private static void deployment(AlertState alert, long onsetMillis, List<Evidence> all) {
        long since = alert.versionSinceMillis();
        if (since > 0 && since > onsetMillis - DEPLOYMENT_MILLIS && alert.version() != null) {
            long before = onsetMillis - since;
            String when = before >= 0
                    ? Words.seconds(before / 1e3) + " before it began"
                    : Words.seconds(-before / 1e3) + " after it began";
            all.add(said(
                    dev.watchkeeper.schemas.record.EvidenceKind.DEPLOYMENT,
                    "version " + alert.version() + " first seen " + when,
                    List.of(),
                    since));
        }
    }

    private static void templates(AlertState alert, List<Evidence> all) {
        for (LogTemplate template : alert.newTemplates().stream().limit(2).toList()) {
            all.add(said(
                    dev.watchkeeper.schemas.record.EvidenceKind.LOG_TEMPLATE,
                    "new log line, " + template.getCount() + " times in a window: " + template.getText(),
                    List.of(),
                    null));
        }
    }

    private static void traces(AlertState alert, List<Evidence> all) {
        if (!alert.traceIds().isEmpty()) {
            all.add(said(
                    dev.watchkeeper.schemas.record.EvidenceKind.TRACE,
                    "failed and slow requests",
                    alert.traceIds(),
                    null));
        }
    }

    private static Evidence said(
            dev.watchkeeper.schemas.record.EvidenceKind kind,
            String sentence,
            List<String> traceIds,
            @Nullable Long sinceMillis) {
        return Evidence.newBuilder()
                .setKind(kind)
                .setSentence(sentence)
                .setTraceIds(traceIds)
                .setSinceMillis(sinceMillis)
                .build();
    }

    private static List<IncidentCall> calls(List<RankedCause> ranked, Topology topology) {
        Set<String> entities = new HashSet<>();
        ranked.forEach(cause -> entities.add(cause.key()));
        return topology.touching(entities).stream()
                .limit(MOST_CALLS)
                .map(edge -> IncidentCall.newBuilder()
                        .setCaller(edge.caller())
                        .setCallee(edge.callee())
                        .setRequests(edge.requests())
                        .setErrors(edge.errors())
                        .setP95Seconds(edge.p95Seconds())
                        .build())
                .toList();
    }

    private static List<String> models(List<AlertState> all) {
        Set<String> models = new TreeSet<>();
        all.forEach(alert -> models.add(alert.model()));
        return List.copyOf(models);
    }
}
