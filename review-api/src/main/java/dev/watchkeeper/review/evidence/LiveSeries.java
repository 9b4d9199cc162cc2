package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scored series of the last hours, what is not scored and why, and which models judged. Holds at most
 * {@code maxSeries} series, the longest silent one goes first. Thread-safe.
 *
 * <p>Ledger: scores in = points kept + refused as older + not scored + entity scores + heartbeats.
 */
public final class LiveSeries {

    /** A series counts as live while its newest score is at most this much older than the newest of all. */
    static final long LIVE_MILLIS = 120_000;

    private static final int MAX_UNSCORED = 10_000;

    private static final class Held {
        private final Series series;
        private final SeriesRing ring = new SeriesRing();
        private String model;
        private long lastMillis;
        private boolean alerting;

        Held(Series series, String model) {
            this.series = series;
            this.model = model;
        }
    }

    private record EntityScore(Entity entity, long timeMillis, String model, boolean alerting, double heldScore) {}

    private final int maxSeries;
    private final Map<String, Held> bySeries = new LinkedHashMap<>(256, 0.75f, true);
    private final Map<String, EntityScore> byEntity = new HashMap<>();
    private final Map<String, Unscored> unscored = new LinkedHashMap<>();
    private long newestMillis;
    private long heartbeatMillis;

    /** Holds at most this many series. */
    public LiveSeries(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    /** Takes a score in. */
    public synchronized void accept(Score score) {
        if (score.getEntity().getType() == EntityType.SYNTHETIC) {
            // A heartbeat counts however it was judged: that it came through is the point.
            heartbeatMillis = Math.max(heartbeatMillis, score.getTimeMillis());
            return;
        }
        String entityKey = EntityKeys.key(score.getEntity());
        @Nullable String seriesKey = score.getSeries();
        String key = seriesKey == null ? entityKey : seriesKey;
        @Nullable String reason = score.getNotScored();
        if (reason != null) {
            acceptUnscored(key, score, reason);
            return;
        }
        unscored.remove(key);
        newestMillis = Math.max(newestMillis, score.getTimeMillis());
        if (seriesKey == null) {
            acceptEntity(entityKey, score);
        } else {
            acceptPoint(seriesKey, score);
        }
    }

    private void acceptUnscored(String key, Score score, String reason) {
        @Nullable Unscored known = unscored.remove(key);
        long since = known != null && known.reason().equals(reason) ? known.sinceMillis() : score.getTimeMillis();
        @Nullable String seriesKey = score.getSeries();
        unscored.put(
                key,
                new Unscored(
                        score.getEntity(),
                        seriesKey == null ? null : series(seriesKey, score),
                        reason,
                        since,
                        score.getTimeMillis()));
        if (unscored.size() > MAX_UNSCORED) {
            unscored.remove(unscored.keySet().iterator().next());
        }
    }

    private void acceptEntity(String key, Score score) {
        @Nullable EntityScore known = byEntity.get(key);
        if (known == null || known.timeMillis() <= score.getTimeMillis()) {
            byEntity.put(
                    key,
                    new EntityScore(
                            score.getEntity(),
                            score.getTimeMillis(),
                            score.getModel(),
                            score.getAlerting(),
                            score.getHeldScore()));
        }
        if (byEntity.size() > maxSeries) {
            byEntity.values().stream()
                    .min(Comparator.comparingLong(EntityScore::timeMillis))
                    .ifPresent(oldest -> byEntity.remove(EntityKeys.key(oldest.entity())));
        }
    }

    private void acceptPoint(String seriesKey, Score score) {
        @Nullable Held held = bySeries.get(seriesKey);
        if (held == null) {
            held = new Held(series(seriesKey, score), score.getModel());
            bySeries.put(seriesKey, held);
            if (bySeries.size() > maxSeries) {
                bySeries.remove(bySeries.keySet().iterator().next());
            }
        }
        boolean taken = held.ring.add(
                score.getTimeMillis(),
                number(score.getValue()),
                number(score.getExpected()),
                number(score.getLower()),
                number(score.getUpper()),
                score.getAlerting());
        if (taken) {
            held.lastMillis = score.getTimeMillis();
            held.model = score.getModel();
            held.alerting = score.getAlerting();
        }
    }

    private static Series series(String key, Score score) {
        return new Series(
                key,
                score.getEntity(),
                orEmpty(score.getMetric()),
                orEmpty(score.getStatistic()),
                orEmpty(score.getUnit()),
                score.getAttributes(),
                score.getSignal());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static float number(@Nullable Double value) {
        return value == null ? Float.NaN : value.floatValue();
    }

    /** The points of a series within the interval; empty where the series is unknown. */
    public synchronized SeriesLine line(String seriesKey, long fromMillis, long toMillis) {
        @Nullable Held held = bySeries.get(seriesKey);
        return held == null ? SeriesLine.EMPTY : held.ring.between(fromMillis, toMillis);
    }

    /** What the series is, where it is known. */
    public synchronized Optional<Series> series(String seriesKey) {
        @Nullable Held held = bySeries.get(seriesKey);
        return held == null ? Optional.empty() : Optional.of(held.series);
    }

    /** The series of one entity, by key. */
    public synchronized List<Series> seriesOf(Entity entity) {
        return bySeries.values().stream()
                .map(held -> held.series)
                .filter(series -> series.entity().equals(entity))
                .sorted(Comparator.comparing(Series::key))
                .toList();
    }

    /** How many series were scored lately. */
    public synchronized int scoredSeries() {
        return (int) bySeries.values().stream()
                .filter(held -> held.lastMillis >= newestMillis - LIVE_MILLIS)
                .count();
    }

    /** How many entities were scored lately. */
    public synchronized int scoredEntities() {
        return (int) byEntity.values().stream()
                .filter(score -> score.timeMillis() >= newestMillis - LIVE_MILLIS)
                .count();
    }

    /** Event time of the newest score; 0 where there is none. */
    public synchronized long newestMillis() {
        return newestMillis;
    }

    /** Event time of the newest heartbeat that came the whole way; 0 where none did. */
    public synchronized long heartbeatMillis() {
        return heartbeatMillis;
    }

    /** Whether the entity's newest score alerts. */
    public synchronized boolean alerting(Entity entity) {
        @Nullable EntityScore score = byEntity.get(EntityKeys.key(entity));
        return score != null && score.alerting() && score.timeMillis() >= newestMillis - LIVE_MILLIS;
    }

    /** What is not scored, by reason, then entity. */
    public synchronized List<Unscored> unscored() {
        List<Unscored> all = new ArrayList<>(unscored.values());
        all.sort(Comparator.comparing(Unscored::reason)
                .thenComparing(u -> EntityKeys.key(u.entity()))
                .thenComparing(u -> u.series() == null ? "" : u.series().key()));
        return all;
    }

    /** The models that judged lately, by name. */
    public synchronized List<LiveModel> models() {
        Map<String, int[]> counts = new java.util.TreeMap<>();
        bySeries.values().stream()
                .filter(held -> held.lastMillis >= newestMillis - LIVE_MILLIS)
                .forEach(held -> counts.computeIfAbsent(held.model, model -> new int[2])[0]++);
        byEntity.values().stream()
                .filter(score -> score.timeMillis() >= newestMillis - LIVE_MILLIS)
                .forEach(score -> counts.computeIfAbsent(score.model(), model -> new int[2])[1]++);
        return counts.entrySet().stream()
                .map(entry -> new LiveModel(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
    }

    /** How many series alert now. */
    public synchronized int alertingSeries() {
        return (int) bySeries.values().stream()
                .filter(held -> held.alerting && held.lastMillis >= newestMillis - LIVE_MILLIS)
                .count();
    }
}
