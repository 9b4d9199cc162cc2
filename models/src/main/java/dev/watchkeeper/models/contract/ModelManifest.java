package dev.watchkeeper.models.contract;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of itself: the file {@code manifest.json} (or {@code manifest.yaml}) beside {@code model.onnx}.
 *
 * @param format version of this record's format: {@link #FORMAT}
 * @param name lower case, digits, hyphens
 * @param version counts up from 1
 * @param kind what it judges
 * @param featureSet {@code name@version} of the rows
 * @param inputs in the row's order
 * @param windowMillis the interval that a row stands for; 0 where each point is judged at its own sampling
 * @param outputs names of the graph's outputs; the first is the margin (for {@link ModelKind#LOAD} the first quantile)
 * @param missingValues what is done about NaN
 * @param calibration from margin to p-value; none for {@link ModelKind#LOAD}
 * @param alertRule from margins to alerts; none for {@link ModelKind#LOAD}
 * @param trainingData what it was trained on
 * @param metrics figures measured when it was trained, by name
 * @param sha256 of {@code model.onnx}
 */
public record ModelManifest(
        int format,
        String name,
        int version,
        ModelKind kind,
        String featureSet,
        List<ModelInput> inputs,
        long windowMillis,
        List<String> outputs,
        MissingValues missingValues,
        @Nullable Calibration calibration,
        @Nullable AlertRule alertRule,
        TrainingData trainingData,
        SortedMap<String, Double> metrics,
        String sha256) {

    /** The format that this release reads and writes. */
    public static final int FORMAT = 1;

    static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern FEATURE_SET = Pattern.compile("[a-z][a-z0-9-]*@[1-9][0-9]*");

    public ModelManifest {
        expect(format == FORMAT, "format", "" + FORMAT, format);
        expect(name != null && NAME.matcher(name).matches(), "name", "lower case letters, digits and hyphens", name);
        expect(version >= 1, "version", "1 or more", version);
        expect(kind != null, "kind", "SERIES, ENTITY or LOAD", kind);
        expect(
                featureSet != null && FEATURE_SET.matcher(featureSet).matches(),
                "featureSet",
                "name@version",
                featureSet);
        expect(inputs != null && !inputs.isEmpty(), "inputs", "at least one", inputs);
        inputs = List.copyOf(inputs);
        long names = inputs.stream().map(ModelInput::name).distinct().count();
        expect(names == inputs.size(), "inputs", "different names", inputs);
        expect(windowMillis >= 0, "windowMillis", "0 or more", windowMillis);
        expect(outputs != null && !outputs.isEmpty(), "outputs", "at least one", outputs);
        outputs = List.copyOf(outputs);
        expect(missingValues != null, "missingValues", "impute, mask or refuse", missingValues);
        boolean judges = kind != ModelKind.LOAD;
        expect(!judges || calibration != null, "calibration", "a table", calibration);
        expect(!judges || alertRule != null, "alertRule", "a rule", alertRule);
        expect(trainingData != null, "trainingData", "what it was trained on", trainingData);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics == null ? new TreeMap<>() : metrics));
        expect(sha256 != null && HASH.matcher(sha256).matches(), "sha256", "64 hex digits", sha256);
    }

    private static void expect(boolean holds, String field, String expected, @Nullable Object found) {
        if (!holds) {
            throw new InvalidManifest(field + ": " + expected + " expected, found "
                    + (found instanceof String ? "'" + found + "'" : found));
        }
    }

    /** {@code name@version}, as it stands in scores. */
    public String reference() {
        return name + "@" + version;
    }
}
