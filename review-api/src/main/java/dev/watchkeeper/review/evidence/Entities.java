package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.store.definition.FeatureViews;
import dev.watchkeeper.store.online.Latest;
import dev.watchkeeper.store.online.OnlineStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was lately seen of each entity: its newest vector (in the feature store's online read), versions, sample
 * traces, new log templates. Bounded in entities (the longest silent goes first) and in what is kept of each.
 * Thread-safe.
 */
public final class Entities {

    private static final int MAX_VERSIONS = 200;
    private static final int MAX_TEMPLATES = 100;
    private static final int MAX_WINDOWS = 360;

    private static final class Held {
        private long newestMillis;
        private final Set<String> versions = new LinkedHashSet<>();
        private final Deque<Sighting.Template> templates = new ArrayDeque<>();
        private final Deque<Sighting.Traces> traces = new ArrayDeque<>();
    }

    private final int maxEntities;
    private final OnlineStore store;
    private final String tenant;
    private final Map<String, Held> byKey = new LinkedHashMap<>(64, 0.75f, true);
    private final Deque<Sighting.Version> deployments = new ArrayDeque<>();
    private long newestMillis;

    /** Holds at most this many entities; vectors go into the given store, and those of the tenant are read from it. */
    public Entities(int maxEntities, OnlineStore store, String tenant) {
        this.maxEntities = maxEntities;
        this.store = store;
        this.tenant = tenant;
    }

    /** Takes a vector in; an older one than the newest adds nothing. */
    public synchronized void accept(FeatureVector vector) {
        if (vector.getEntity().getType() == EntityType.SYNTHETIC) {
            return;
        }
        store.put(vector);
        String key = EntityKeys.key(vector.getEntity());
        @Nullable Held held = byKey.get(key);
        if (held == null) {
            held = new Held();
            held.versions.addAll(vector.getVersions());
            byKey.put(key, held);
            if (byKey.size() > maxEntities) {
                byKey.remove(byKey.keySet().iterator().next());
            }
        } else if (vector.getWindowEndMillis() < held.newestMillis) {
            return;
        } else {
            noteVersions(held, vector);
        }
        long time = vector.getWindowEndMillis();
        held.newestMillis = time;
        newestMillis = Math.max(newestMillis, time);
        if (!vector.getTraceIds().isEmpty()) {
            push(held.traces, new Sighting.Traces(time, vector.getTraceIds()), MAX_WINDOWS);
        }
        for (var template : vector.getNewTemplates()) {
            push(held.templates, new Sighting.Template(time, template), MAX_TEMPLATES);
        }
    }

    private void noteVersions(Held held, FeatureVector vector) {
        List<String> before = List.copyOf(held.versions);
        for (String version : vector.getVersions()) {
            // The first version of all is where the watching began, not a deployment.
            if (held.versions.add(version) && !before.isEmpty()) {
                push(
                        deployments,
                        new Sighting.Version(vector.getEntity(), vector.getWindowEndMillis(), version, before),
                        MAX_VERSIONS);
            }
        }
        if (held.versions.size() > MAX_VERSIONS) {
            held.versions.remove(held.versions.iterator().next());
        }
    }

    private static <T> void push(Deque<T> deque, T item, int max) {
        deque.addLast(item);
        if (deque.size() > max) {
            deque.removeFirst();
        }
    }

    /** The newest vectors of the services that were seen since the given event time, by entity key. */
    public List<FeatureVector> services(long sinceMillis) {
        return store.all(FeatureViews.SERVICE, tenant).stream()
                .filter(vector -> vector.getWindowEndMillis() >= sinceMillis)
                .toList();
    }

    /** The service's newest vector with its age. */
    public Latest latest(Entity service, Instant now) {
        return store.latest(FeatureViews.SERVICE, EntityKeys.key(service), now);
    }

    /** End of the newest window of all; 0 where there is none. */
    public synchronized long newestMillis() {
        return newestMillis;
    }

    /** Versions that appeared since, oldest first. */
    public synchronized List<Sighting.Version> deployments(long sinceMillis) {
        return deployments.stream()
                .filter(version -> version.timeMillis() >= sinceMillis)
                .sorted(Comparator.comparingLong(Sighting.Version::timeMillis))
                .toList();
    }

    /** Log templates of the entity that appeared within the interval, oldest first. */
    public synchronized List<Sighting.Template> templates(Entity entity, long fromMillis, long toMillis) {
        @Nullable Held held = byKey.get(EntityKeys.key(entity));
        return held == null
                ? List.of()
                : held.templates.stream()
                        .filter(seen -> seen.timeMillis() >= fromMillis && seen.timeMillis() <= toMillis)
                        .toList();
    }

    /** Sample traces of the entity within the interval, worst first within a window, no trace twice. */
    public synchronized List<String> traces(Entity entity, long fromMillis, long toMillis, int max) {
        @Nullable Held held = byKey.get(EntityKeys.key(entity));
        if (held == null) {
            return List.of();
        }
        Set<String> found = new LinkedHashSet<>();
        List<Sighting.Traces> windows = held.traces.stream()
                .filter(seen -> seen.timeMillis() >= fromMillis && seen.timeMillis() <= toMillis)
                .toList();
        // The first of each window in turn, so that the samples spread over the time.
        for (int place = 0; place < 8 && found.size() < max; place++) {
            for (Sighting.Traces window : windows) {
                if (place < window.traceIds().size() && found.size() < max) {
                    found.add(window.traceIds().get(place));
                }
            }
        }
        return new ArrayList<>(found);
    }
}
