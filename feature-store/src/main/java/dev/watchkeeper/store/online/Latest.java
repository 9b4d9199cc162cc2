package dev.watchkeeper.store.online;

import dev.watchkeeper.schemas.record.FeatureVector;
import java.time.Duration;

/** What the store can say of an entity: a fresh vector, a stale one, or none; never silently an old one. */
public sealed interface Latest {

    /** A vector no older than the view allows. */
    record Fresh(FeatureVector vector, Duration age) implements Latest {}

    /** There is a vector, but it is older than the view allows. */
    record Stale(FeatureVector vector, Duration age) implements Latest {}

    /** The entity has no vector under this view. */
    record Missing(String entityKey) implements Latest {}
}
