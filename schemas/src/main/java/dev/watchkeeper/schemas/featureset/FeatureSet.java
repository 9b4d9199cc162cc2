package dev.watchkeeper.schemas.featureset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the numbers of a vector are: their names, units and order never change within a version.
 *
 * @param name the set's name
 * @param version counts up from 1
 * @param description what the vector describes
 * @param features in the vector's order
 */
public record FeatureSet(String name, int version, String description, List<Feature> features) {

    /**
     * One number of a vector.
     *
     * @param name unique within the set
     * @param unit UCUM, as OpenTelemetry writes it
     * @param meaning in a sentence
     * @param missing what a missing value means
     */
    public record Feature(String name, String unit, String meaning, Missing missing) {}

    /** What a missing value means and what a reader does about it. */
    public enum Missing {
        /** Nothing happened: zero is the truth. */
        @JsonProperty("zero")
        ZERO,
        /** There was nothing to measure: the value stays missing. */
        @JsonProperty("absent")
        ABSENT,
        /** It always exists: a missing value is a fault. */
        @JsonProperty("refuse")
        REFUSE
    }

    public FeatureSet {
        features = List.copyOf(features);
        if (features.stream().map(Feature::name).distinct().count() != features.size()) {
            throw new IllegalArgumentException(name + "@" + version + ": a feature's name occurs twice");
        }
    }

    /** {@code name@version}. */
    public String reference() {
        return name + "@" + version;
    }

    /**
     * The place of a feature in the vector.
     *
     * @throws IllegalArgumentException where the set has no such feature
     */
    public int index(String feature) {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).name().equals(feature)) {
                return i;
            }
        }
        throw new IllegalArgumentException(reference() + " has no feature " + feature);
    }
}
