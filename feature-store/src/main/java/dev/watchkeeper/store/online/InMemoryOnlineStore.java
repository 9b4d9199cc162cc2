package dev.watchkeeper.store.online;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.store.definition.FeatureView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Newest vectors in this process's memory: one per entity and feature set, bounded. Thread-safe by a lock. */
public final class InMemoryOnlineStore implements OnlineStore {

    private record Key(String featureSet, String entityKey) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::featureSet).thenComparing(Key::entityKey);

        static Key of(FeatureVector vector) {
            return new Key(vector.getFeatureSet(), EntityKeys.key(vector.getEntity()));
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Where a vector stands in the order of forgetting. */
    private record Age(long windowEndMillis, Key key) {

        private static final Comparator<Age> ORDER =
                Comparator.comparingLong(Age::windowEndMillis).thenComparing(Age::key);
    }

    private final int maxVectors;
    private final TreeMap<Key, FeatureVector> newest = new TreeMap<>();
    private final TreeSet<Age> oldestFirst = new TreeSet<>(Age.ORDER);

    /** Holds at most this many vectors. */
    public InMemoryOnlineStore(int maxVectors) {
        if (maxVectors < 1) {
            throw new IllegalArgumentException("room for at least 1 vector expected, found " + maxVectors);
        }
        this.maxVectors = maxVectors;
    }

    @Override
    public synchronized void put(FeatureVector vector) {
        Key key = Key.of(vector);
        @Nullable FeatureVector kept = newest.get(key);
        if (kept != null) {
            if (vector.getWindowEndMillis() <= kept.getWindowEndMillis()) {
                return;
            }
            oldestFirst.remove(new Age(kept.getWindowEndMillis(), key));
        }
        newest.put(key, vector);
        oldestFirst.add(new Age(vector.getWindowEndMillis(), key));
        while (newest.size() > maxVectors) {
            newest.remove(oldestFirst.first().key());
            oldestFirst.remove(oldestFirst.first());
        }
    }

    @Override
    public synchronized Latest latest(FeatureView view, String entityKey, Instant now) {
        @Nullable FeatureVector vector = newest.get(new Key(view.featureSet().reference(), entityKey));
        if (vector == null || vector.getEntity().getType() != view.entityType()) {
            return new Latest.Missing(entityKey);
        }
        Duration age = Duration.between(Instant.ofEpochMilli(vector.getWindowEndMillis()), now);
        return age.compareTo(view.freshFor()) <= 0 ? new Latest.Fresh(vector, age) : new Latest.Stale(vector, age);
    }

    @Override
    public synchronized List<FeatureVector> all(FeatureView view, String tenant) {
        return newest.values().stream()
                .filter(vector ->
                        vector.getFeatureSet().equals(view.featureSet().reference()))
                .filter(vector -> vector.getEntity().getType() == view.entityType())
                .filter(vector -> vector.getEntity().getTenant().equals(tenant))
                .toList();
    }
}
