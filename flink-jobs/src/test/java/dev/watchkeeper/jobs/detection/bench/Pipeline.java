package dev.watchkeeper.jobs.detection.bench;

import dev.watchkeeper.jobs.detection.alert.AlertMemory;
import dev.watchkeeper.jobs.detection.alert.Alerts;
import dev.watchkeeper.jobs.detection.alert.Contributions;
import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.alert.JudgedWindow;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityJudge;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.entity.Presences;
import dev.watchkeeper.jobs.detection.entity.Surroundings;
import dev.watchkeeper.jobs.detection.entity.Windows;
import dev.watchkeeper.jobs.detection.evidence.SeriesTrack;
import dev.watchkeeper.jobs.detection.incident.Correlation;
import dev.watchkeeper.jobs.detection.incident.TenantMemory;
import dev.watchkeeper.jobs.detection.series.Hold;
import dev.watchkeeper.jobs.detection.series.Scores;
import dev.watchkeeper.jobs.detection.series.SeriesJudge;
import dev.watchkeeper.jobs.detection.series.SeriesMemory;
import dev.watchkeeper.models.explain.Explainer;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The detection job's pure parts in the order of its graph, without Flink: one thread, plain maps for state. */
final class Pipeline {

    private final Thresholds thresholds;
    private final LoadedModel seriesModel;
    private final LoadedModel entityModel;
    private final SeriesJudge seriesJudge;
    private final Scores scores;
    private final EntityJudge entityJudge;
    private final Alerts alerts;
    private final Explainer explainer;
    private final Correlation correlation;

    private final Map<String, SeriesMemory> series = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private final Map<String, Entity> entities = new TreeMap<>();
    private final Map<String, Map<String, SeriesTrack>> tracks = new HashMap<>();
    private final Map<String, Presences> presences = new HashMap<>();
    private final Map<String, Surroundings> contexts = new HashMap<>();
    private final Map<String, AlertMemory> alertMemories = new HashMap<>();
    private final Set<Long> heartbeats = new HashSet<>();
    private TenantMemory tenant = TenantMemory.unknown();

    final List<Incident> incidents = new ArrayList<>();
    final List<Score> entityScores = new ArrayList<>();
    final List<EntityWindow> windows = new ArrayList<>();

    Pipeline(Thresholds thresholds, Duration season, LoadedModel seriesModel, LoadedModel entityModel) {
        this.thresholds = thresholds;
        this.seriesModel = seriesModel;
        this.entityModel = entityModel;
        this.seriesJudge = new SeriesJudge(thresholds, season);
        this.scores = new Scores(seriesModel.alertRule(), seriesModel.calibration(), seriesModel.reference());
        this.entityJudge = new EntityJudge(thresholds);
        this.alerts =
                new Alerts(thresholds, entityModel.alertRule(), entityModel.calibration(), entityModel.reference());
        this.explainer = new Explainer(entityModel.scorer(), entityModel.baselineRow(), EntityPool.featureGroups());
        this.correlation = new Correlation(thresholds);
    }

    /** Takes a window's points and vectors, then judges the window. */
    void window(Shop.Window window) {
        window.points().stream()
                .filter(point -> point.getSignal() == Signal.HEARTBEAT)
                .forEach(point -> heartbeats.add(point.getTimeMillis()));
        window.points().stream()
                .filter(point -> point.getSignal() != Signal.HEARTBEAT)
                .forEach(this::point);
        window.vectors().forEach(this::vector);
        List<EntityNews> news = new ArrayList<>();
        new TreeMap<>(entities).forEach((key, entity) -> judge(key, entity, window.endMillis(), news));
        Correlation.Outcome outcome = correlation.step(tenant, news, window.endMillis());
        tenant = outcome.memory();
        incidents.addAll(outcome.revisions());
    }

    private void point(SeriesPoint point) {
        SeriesJudge.Outcome judged =
                seriesJudge.step(series.getOrDefault(point.getSeries(), SeriesMemory.unknown()), point);
        series.put(point.getSeries(), judged.memory());
        Entity service = EntityKeys.service(point.getEntity());
        String key = EntityKeys.key(service);
        entities.put(key, service);
        if (judged.present()) {
            presences.put(
                    key,
                    presences
                            .getOrDefault(key, Presences.unknown())
                            .with(point, point.getState() == PointState.RESTART, thresholds));
        }
        if (judged.row() != null) {
            float[] margin = new float[1];
            seriesModel.scorer().score(judged.row().features(), 1, margin);
            Scores.Outcome scored =
                    scores.step(holds.getOrDefault(point.getSeries(), Hold.unknown()), judged.row(), margin[0]);
            holds.put(point.getSeries(), scored.hold());
            long end = Windows.end(point.getTimeMillis(), thresholds.windowMillis());
            if (!scored.scored().observed(heartbeats.contains(end))) {
                return;
            }
            tracks.computeIfAbsent(key, ignored -> new HashMap<>())
                    .compute(
                            point.getSeries(),
                            (name, track) -> track == null
                                    ? SeriesTrack.of(
                                            scored.scored().series(),
                                            scored.scored().judged())
                                    : track.with(scored.scored().judged(), thresholds.horizonMillis()));
        }
    }

    private void vector(FeatureVector vector) {
        contexts.merge(
                EntityKeys.key(vector.getEntity()),
                Surroundings.unknown().with(vector, thresholds),
                (known, ignored) -> known.with(vector, thresholds));
    }

    private void judge(String key, Entity entity, long end, List<EntityNews> news) {
        Presences present =
                presences.getOrDefault(key, Presences.unknown()).windowEnded(end, heartbeats.contains(end), thresholds);
        presences.put(key, present);
        Collection<SeriesTrack> known =
                tracks.computeIfAbsent(key, ignored -> new HashMap<>()).values();
        known.removeIf(track -> track.newestMillis() <= end - thresholds.horizonMillis());
        EntityWindow window =
                entityJudge.at(entity, end, present, contexts.getOrDefault(key, Surroundings.unknown()), known, false);
        windows.add(window);
        float[] margin = new float[1];
        entityModel.scorer().score(window.row().clone(), 1, margin);
        Alerts.Outcome outcome = alerts.step(
                alertMemories.getOrDefault(key, AlertMemory.unknown()),
                new JudgedWindow(window, margin[0], null),
                () -> Contributions.of(window, explainer.explain(window.row())));
        alertMemories.put(key, outcome.memory());
        if (window.last()) {
            List.of(entities, tracks, presences, contexts, alertMemories).forEach(state -> state.remove(key));
        }
        if (outcome.news() != null) {
            news.add(outcome.news());
        }
    }
}
