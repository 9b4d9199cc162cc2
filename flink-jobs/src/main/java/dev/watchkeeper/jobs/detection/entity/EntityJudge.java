package dev.watchkeeper.jobs.detection.entity;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow.SeriesShare;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.jobs.detection.evidence.Judge;
import dev.watchkeeper.jobs.detection.evidence.JudgedPoint;
import dev.watchkeeper.jobs.detection.evidence.Sentences;
import dev.watchkeeper.jobs.detection.evidence.SeriesIdentity;
import dev.watchkeeper.jobs.detection.evidence.SeriesTrack;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.pooling.SignalGroup;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts one window of an entity together from what is known of it. Pure: the same input gives the same window. */
public final class EntityJudge {

    /** Evidence that is kept of a window; the strongest of each kind first. */
    static final int MOST_EVIDENCE = 24;
    /** So unlikely is silence: telemetry that came in every window is missing in two. */
    private static final double SILENCE_STRENGTH = 15;

    private final Thresholds thresholds;
    private final Judge judge;

    /** Judges by these thresholds. */
    public EntityJudge(Thresholds thresholds) {
        this.thresholds = thresholds;
        this.judge = new Judge(thresholds);
    }

    /**
     * The window that ends at a time.
     *
     * @param presences as they are after the window
     * @param tracks all series of the entity and its instances; points after the window are left out
     * @param waiting whether something of it waits for a later window
     */
    public EntityWindow at(
            Entity entity,
            long timeMillis,
            Presences presences,
            Surroundings surroundings,
            Collection<SeriesTrack> tracks,
            boolean waiting) {
        Traffic traffic = traffic(tracks, timeMillis);
        boolean absent = presences.absent(thresholds);
        List<Evidence> evidence = new ArrayList<>();
        for (SeriesTrack track : tracks) {
            judge.at(track, timeMillis).ifPresent(evidence::add);
        }
        evidence = ofServiceFirst(evidence);
        if (absent) {
            evidence.removeIf(found -> found.kind() != EvidenceKind.SILENCE);
            evidence.add(silence(entity, presences, traffic, timeMillis));
        } else {
            instanceSilence(entity, presences, traffic, evidence);
        }
        evidence.sort(Comparator.comparingDouble(Evidence::weight)
                .reversed()
                .thenComparing(found -> String.valueOf(found.series())));
        Map.@Nullable Entry<String, Long> version = surroundings.newestVersion();
        EntityPool<SeriesTrack> pool = pool(presences, tracks, timeMillis);
        float[] row = new float[EntityPool.FEATURES];
        pool.writeTo(row, 0);
        return new EntityWindow(
                entity,
                timeMillis,
                !waiting && forgotten(presences, tracks),
                absent,
                presences.silentInstances(thresholds).stream()
                        .map(Presence::entity)
                        .toList(),
                settling(presences, timeMillis),
                pool.series(),
                row,
                evidence.isEmpty() ? List.of() : shares(pool, evidence, timeMillis),
                List.copyOf(evidence.subList(0, Math.min(MOST_EVIDENCE, evidence.size()))),
                traffic.rate(),
                traffic.expected(),
                traffic.rate() * traffic.errors(),
                calls(tracks, timeMillis),
                surroundings.traceIds(timeMillis, thresholds.horizonMillis()),
                version == null ? null : version.getKey(),
                version == null ? 0 : version.getValue(),
                surroundings.newTemplates(timeMillis, thresholds.horizonMillis()));
    }

    /** What one instance shows counts only where the service as a whole shows it much less. */
    private static List<Evidence> ofServiceFirst(List<Evidence> all) {
        return new ArrayList<>(all.stream()
                .filter(found -> found.entity().getType() != EntityType.SERVICE_INSTANCE
                        || all.stream()
                                .noneMatch(whole -> whole.entity().getType() == EntityType.SERVICE
                                        && whole.kind() == found.kind()
                                        && Objects.equals(whole.callee(), found.callee())
                                        && 2 * whole.weight() >= found.weight()))
                .toList());
    }

    /** Outgoing calls as their series tell them; ordered by callee. */
    private List<Call> calls(Collection<SeriesTrack> tracks, long timeMillis) {
        Map<String, Call.Builder> calls = new TreeMap<>();
        for (SeriesTrack track : tracks) {
            SeriesIdentity series = track.series();
            @Nullable Entity callee = series.callee();
            List<JudgedPoint> points = track.between(timeMillis - thresholds.newestPointMillis(), timeMillis);
            if (callee == null || points.isEmpty() || series.entity().getType() != EntityType.SERVICE) {
                continue;
            }
            Call.Builder call = calls.computeIfAbsent(
                    EntityKeys.key(callee),
                    key -> Call.newBuilder()
                            .setCallee(callee)
                            .setRequests(0)
                            .setErrors(0)
                            .setP50Seconds(0)
                            .setP95Seconds(0)
                            .setWaitSeconds(0));
            double value = points.get(points.size() - 1).value();
            switch (series.metric() + '.' + series.statistic()) {
                case "call.requests.rate" -> call.setRequests(value);
                case "call.errors.ratio" -> call.setErrors(value);
                case "call.unanswered.ratio" -> call.setUnanswered(value);
                case "call.duration.p50" -> call.setP50Seconds(value);
                case "call.duration.p95" -> call.setP95Seconds(value);
                case "call.wait.mean" -> call.setWaitSeconds(value);
                default -> {}
            }
        }
        return calls.values().stream().map(EntityJudge::rates).toList();
    }

    /** Shares of calls become calls a second. */
    private static Call rates(Call.Builder call) {
        return call.setErrors(call.getErrors() * call.getRequests())
                .setUnanswered(call.getUnanswered() * call.getRequests())
                .build();
    }

    /** Each series once: the most surprising of its points in the window, or its newest one if that is not too old. */
    private EntityPool<SeriesTrack> pool(Presences presences, Collection<SeriesTrack> tracks, long timeMillis) {
        EntityPool<SeriesTrack> pool = new EntityPool<>();
        List<SeriesTrack> ordered = new ArrayList<>(tracks);
        ordered.sort(Comparator.comparing(track -> track.series().series()));
        for (SeriesTrack track : ordered) {
            List<JudgedPoint> points = track.between(timeMillis - thresholds.newestPointMillis(), timeMillis);
            if (!points.isEmpty()) {
                double surprise = points.get(points.size() - 1).surprise();
                for (JudgedPoint point : points) {
                    if (point.timeMillis() > timeMillis - thresholds.windowMillis()) {
                        surprise = Math.max(surprise, point.surprise());
                    }
                }
                pool.add(track.series().kind(), surprise, track);
            }
        }
        Presence service = presences.service();
        pool.silent(service != null && presences.absent(thresholds) ? service.witnessed() : 0);
        return pool;
    }

    private static List<SeriesShare> shares(EntityPool<SeriesTrack> pool, List<Evidence> evidence, long timeMillis) {
        List<SeriesShare> shares = new ArrayList<>();
        for (SignalGroup group : SignalGroup.values()) {
            for (EntityPool.Share<SeriesTrack> share : pool.shares(group)) {
                shares.add(share(group, share, evidence, timeMillis));
            }
        }
        return List.copyOf(shares);
    }

    private static SeriesShare share(
            SignalGroup group, EntityPool.Share<SeriesTrack> share, List<Evidence> evidence, long timeMillis) {
        SeriesIdentity series = share.series().series();
        for (Evidence found : evidence) {
            if (series.series().equals(found.series())) {
                return new SeriesShare(
                        group.text(),
                        series.series(),
                        share.share(),
                        found.value(),
                        found.expected(),
                        found.unit(),
                        found.sentence());
            }
        }
        List<JudgedPoint> points = share.series().between(Long.MIN_VALUE, timeMillis);
        JudgedPoint newest = points.get(points.size() - 1);
        EvidenceKind kind = EvidenceKind.of(series).orElse(EvidenceKind.OTHER);
        return new SeriesShare(
                group.text(),
                series.series(),
                share.share(),
                newest.value(),
                newest.expected(),
                series.unit(),
                Sentences.of(series, kind, newest.expected(), newest.value()));
    }

    /**
     * Whether nothing has to be kept of the entity any more: it was never heard and has no series, or it has been silent
     * for long, in windows that were witnessed. One that is missed has an open alert, and is kept until it is back: an
     * alert that closes says that all is well.
     */
    private boolean forgotten(Presences presences, Collection<SeriesTrack> tracks) {
        Presence service = presences.service();
        return service == null
                ? tracks.isEmpty()
                : !service.absent(thresholds)
                        && service.witnessed() * thresholds.windowMillis() >= thresholds.forgetEntityMillis();
    }

    private boolean settling(Presences presences, long timeMillis) {
        Presence service = presences.service();
        return service == null
                || timeMillis - service.firstMillis() < thresholds.coldMillis()
                || presences.starting(timeMillis, thresholds);
    }

    private Evidence silence(Entity entity, Presences presences, Traffic traffic, long timeMillis) {
        Presence service = Objects.requireNonNull(presences.service(), "absent, so once heard");
        return new Evidence(
                EvidenceKind.SILENCE,
                null,
                entity,
                null,
                SILENCE_STRENGTH,
                1,
                0,
                traffic.expected(),
                "{request}/s",
                service.lastMillis(),
                Sentences.silence(timeMillis - service.lastMillis(), (long) service.usualGapMillis()),
                List.of());
    }

    /** Silent instances count only where they are missed; see {@link Presences}. */
    private void instanceSilence(Entity entity, Presences presences, Traffic traffic, List<Evidence> evidence) {
        List<Presence> silent = presences.silentInstances(thresholds);
        if (silent.isEmpty()) {
            return;
        }
        boolean lessTraffic = traffic.expected() > 0 && traffic.rate() < thresholds.trafficKept() * traffic.expected();
        boolean failing = evidence.stream()
                .anyMatch(found -> found.kind().group().equals("errors") || found.kind() == EvidenceKind.SELF_TIME);
        if (!lessTraffic && !failing) {
            return;
        }
        int all = presences.instances().size();
        String names = String.join(
                ", ",
                silent.stream()
                        .limit(3)
                        .map(presence -> String.valueOf(presence.entity().getInstance()))
                        .toList());
        evidence.add(new Evidence(
                EvidenceKind.INSTANCE_SILENCE,
                null,
                silent.size() == 1 ? silent.get(0).entity() : entity,
                null,
                SILENCE_STRENGTH,
                silent.size() / (double) all,
                all - silent.size(),
                all,
                "{instance}",
                silent.get(0).lastMillis(),
                Sentences.instances(silent.size(), all, names),
                List.of()));
    }

    /** The service's own traffic in a window. */
    private record Traffic(double rate, double expected, double errors) {}

    private Traffic traffic(Collection<SeriesTrack> tracks, long timeMillis) {
        double rate = 0;
        double expected = 0;
        double errors = 0;
        for (SeriesTrack track : tracks) {
            if (track.series().entity().getType() != EntityType.SERVICE) {
                continue;
            }
            List<JudgedPoint> points = track.between(timeMillis - thresholds.newestPointMillis(), timeMillis);
            if (points.isEmpty()) {
                continue;
            }
            JudgedPoint newest = points.get(points.size() - 1);
            switch (track.series().metric()) {
                case "span.requests" -> {
                    rate = newest.value();
                    expected = newest.expected();
                }
                case "span.errors" -> errors = newest.value();
                default -> {}
            }
        }
        return new Traffic(rate, Math.max(0, expected), errors);
    }
}
