package dev.watchkeeper.store.online;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.store.definition.FeatureView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Newest vectors in this process's memory: one per entity and feature set. */
public final class InMemoryOnlineStore implements OnlineStore {

    private record Key(String featureSet, String entityKey) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byFeatureSet = featureSet.compareTo(other.featureSet);
            return byFeatureSet != 0 ? byFeatureSet : entityKey.compareTo(other.entityKey);
        }
    }

    private final ConcurrentSkipListMap<Key, FeatureVector> newest = new ConcurrentSkipListMap<>();

    @Override
    public void put(FeatureVector vector) {
        newest.merge(
                new Key(vector.getFeatureSet(), EntityKeys.key(vector.getEntity())),
                vector,
                (kept, offered) -> offered.getWindowEndMillis() > kept.getWindowEndMillis() ? offered : kept);
    }

    @Override
    public Latest latest(FeatureView view, String entityKey, Instant now) {
        @Nullable FeatureVector vector = newest.get(new Key(view.featureSet().reference(), entityKey));
        if (vector == null || vector.getEntity().getType() != view.entityType()) {
            return new Latest.Missing(entityKey);
        }
        Duration age = Duration.between(Instant.ofEpochMilli(vector.getWindowEndMillis()), now);
        return age.compareTo(view.freshFor()) <= 0 ? new Latest.Fresh(vector, age) : new Latest.Stale(vector, age);
    }

    @Override
    public List<FeatureVector> all(FeatureView view) {
        return newest.values().stream()
                .filter(vector ->
                        vector.getFeatureSet().equals(view.featureSet().reference()))
                .filter(vector -> vector.getEntity().getType() == view.entityType())
                .toList();
    }
}
