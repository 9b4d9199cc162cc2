package dev.watchkeeper.models.scoring;

import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.contract.InvalidManifest;
import dev.watchkeeper.models.contract.Manifests;
import dev.watchkeeper.models.contract.MissingValues;
import dev.watchkeeper.models.contract.ModelInput;
import dev.watchkeeper.models.contract.ModelKind;
import dev.watchkeeper.models.contract.ModelManifest;
import dev.watchkeeper.models.contract.ModelRefused;
import dev.watchkeeper.models.contract.ModelRefused.Reason;
import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A model that serves: manifest, scorer, and what its manifest says of margins. Not thread-safe: one per subtask.
 *
 * <p>{@link Scorer#batch()} is the most rows of one run, and its size where runs are padded; see {@link OnnxScorer}.
 */
public final class LoadedModel implements AutoCloseable {

    /** Rows of one run: beyond this nothing is gained. */
    public static final int BATCH = 256;

    private final ModelManifest manifest;
    private final Scorer scorer;
    private final float[] baseline;

    /** For tests and for models that do not come from a folder. */
    public LoadedModel(ModelManifest manifest, Scorer scorer) {
        if (scorer.features() != manifest.inputs().size()) {
            throw new ModelRefused(
                    Reason.INPUTS, manifest.inputs().size() + " inputs expected, found " + scorer.features());
        }
        this.manifest = manifest;
        this.scorer = scorer;
        this.baseline = new float[scorer.features()];
        List<ModelInput> inputs = manifest.inputs();
        for (int i = 0; i < baseline.length; i++) {
            baseline[i] = (float) inputs.get(i).baseline();
        }
    }

    /**
     * Loads a folder with {@code model.onnx} and {@code manifest.json}, compares its hash and scores one row.
     *
     * @throws ModelRefused saying why
     */
    public static LoadedModel ofFolder(Path folder) {
        try {
            return of(Manifests.ofFolder(folder), Files.readAllBytes(folder.resolve("model.onnx")));
        } catch (InvalidManifest e) {
            throw new ModelRefused(Reason.MANIFEST, folder + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelRefused(Reason.UNREADABLE, folder + ": " + e, e);
        }
    }

    /**
     * Loads a graph under its manifest, compares its hash and scores the baseline. Where its bits change with the
     * batch's size, every run is padded, for batches are as large as the clock lets them become.
     *
     * @throws ModelRefused saying why
     */
    public static LoadedModel of(ModelManifest manifest, byte[] graph) {
        String hash = sha256(graph);
        if (!hash.equals(manifest.sha256())) {
            throw new ModelRefused(Reason.HASH, "sha256 " + manifest.sha256() + " expected, found " + hash);
        }
        OnnxScorer scorer = open(manifest, graph, false);
        try {
            LoadedModel model = new LoadedModel(manifest, scorer);
            scorer.score(model.baseline, 1, new float[1]);
            if (!BatchSizes.matter(scorer, model.baseline)) {
                return model;
            }
        } catch (RuntimeException e) {
            scorer.close();
            throw e;
        }
        scorer.close();
        return new LoadedModel(manifest, open(manifest, graph, true));
    }

    private static OnnxScorer open(ModelManifest manifest, byte[] graph, boolean padded) {
        return new OnnxScorer(
                graph,
                manifest.outputs().get(0),
                manifest.inputs().size(),
                BATCH,
                padded,
                manifest.missingValues() == MissingValues.MASK);
    }

    /**
     * This model, if it judges what is asked of it.
     *
     * @param kind that it must be of
     * @param featureSet whose rows it must take, {@code name@version}
     * @throws ModelRefused where it is of another kind, feature set or order of inputs; it is closed then
     */
    public LoadedModel expecting(ModelKind kind, String featureSet) {
        try {
            expect(Reason.MANIFEST, "kind", kind, manifest.kind());
            expect(Reason.MANIFEST, "featureSet", featureSet, manifest.featureSet());
            expect(
                    Reason.INPUTS,
                    "inputs",
                    FeatureSets.byReference(featureSet).features().stream()
                            .map(FeatureSet.Feature::name)
                            .toList(),
                    manifest.inputs().stream().map(ModelInput::name).toList());
            return this;
        } catch (ModelRefused e) {
            close();
            throw e;
        }
    }

    private void expect(Reason reason, String field, Object expected, Object found) {
        if (!found.equals(expected)) {
            throw new ModelRefused(reason, reference() + ", " + field + ": " + expected + " expected, found " + found);
        }
    }

    /** The bytes' SHA-256 as 64 hex digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** What it says of itself. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** {@code name@version}. */
    public String reference() {
        return manifest.reference();
    }

    /** Rows to margins. */
    public Scorer scorer() {
        return scorer;
    }

    /** Margins to p-values. */
    public Calibration calibration() {
        return Objects.requireNonNull(manifest.calibration(), "a model of series or entities has a calibration");
    }

    /** Margins to alerts. */
    public AlertRule alertRule() {
        return Objects.requireNonNull(manifest.alertRule(), "a model of series or entities has an alert rule");
    }

    /** The row in which nothing is odd; a copy. */
    public float[] baselineRow() {
        return baseline.clone();
    }

    /**
     * Applies the manifest's rule to a row's missing values: whatever is not finite. Masked ones become NaN, which the
     * scorer knows.
     *
     * @return whether the row may be scored
     */
    public boolean complete(float[] rows, int offset) {
        for (int i = 0; i < baseline.length; i++) {
            if (!Float.isFinite(rows[offset + i])) {
                switch (manifest.missingValues()) {
                    case REFUSE -> {
                        return false;
                    }
                    case IMPUTE -> rows[offset + i] = baseline[i];
                    case MASK -> rows[offset + i] = Float.NaN;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
