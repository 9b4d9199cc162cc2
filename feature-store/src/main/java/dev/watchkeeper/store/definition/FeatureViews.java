package dev.watchkeeper.store.definition;

import dev.watchkeeper.schemas.featureset.FeatureSets;
import dev.watchkeeper.schemas.record.EntityType;
import java.time.Duration;

/** The views that this release serves. */
public final class FeatureViews {

    /** A service's requests, errors, latency, calls and logs in its newest window; stale after six windows of 10 s. */
    public static final FeatureView SERVICE =
            new FeatureView("service", FeatureSets.service(), EntityType.SERVICE, Duration.ofSeconds(60));

    private FeatureViews() {}
}
