package dev.watchkeeper.store.online;

import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.store.definition.FeatureView;
import java.time.Instant;
import java.util.List;

/**
 * The port through which an entity's newest vector is kept and read.
 *
 * <p>Writes are upserts by (entity, feature set): the vector with the newest window stays, whatever the order of
 * arrival, and writing one twice changes nothing. A store holds as many vectors as it is made for: beyond, the one of the
 * oldest window is forgotten. Implementations are safe for use by many threads.
 */
public interface OnlineStore {

    /** Keeps the vector, unless one of a newer window is kept already. */
    void put(FeatureVector vector);

    /**
     * The newest vector of an entity under a view, with its age at {@code now}.
     *
     * @param entityKey as {@code EntityKeys.key} writes it
     */
    Latest latest(FeatureView view, String entityKey, Instant now);

    /** The newest vector of every entity of a tenant known under a view, by entity key; stale ones among them. */
    List<FeatureVector> all(FeatureView view, String tenant);
}
