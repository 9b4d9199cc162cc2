package dev.watchkeeper.store.definition;

import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.record.EntityType;
import java.time.Duration;

/**
 * What is served under a name: a feature set for one kind of entity.
 *
 * @param name the view's name
 * @param featureSet what the vectors hold
 * @param entityType whose vectors they are
 * @param freshFor a vector older than this is stale, and is answered as such
 */
public record FeatureView(String name, FeatureSet featureSet, EntityType entityType, Duration freshFor) {

    public FeatureView {
        if (freshFor.isNegative() || freshFor.isZero()) {
            throw new IllegalArgumentException(name + ": freshFor must be positive, found " + freshFor);
        }
    }
}
