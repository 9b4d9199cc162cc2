package dev.watchkeeper.schemas.featureset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The feature sets that this release ships, read from {@code feature-sets/NAME-VERSION.json}. */
public final class FeatureSets {

    private static final Map<String, FeatureSet> LOADED = new ConcurrentHashMap<>();

    private FeatureSets() {}

    /** One service in one window: requests, errors, latency, calls, resources, logs. */
    public static FeatureSet service() {
        return byReference("service@1");
    }

    /**
     * A set by its {@code name@version}.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static FeatureSet byReference(String reference) {
        return LOADED.computeIfAbsent(reference, FeatureSets::load);
    }

    private static FeatureSet load(String reference) {
        String resource = "/feature-sets/" + reference.replace('@', '-') + ".json";
        try (InputStream in = FeatureSets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no feature set " + reference);
            }
            FeatureSet set = new ObjectMapper().readValue(in, FeatureSet.class);
            if (!set.reference().equals(reference)) {
                throw new IllegalStateException(resource + " holds " + set.reference());
            }
            return set;
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
