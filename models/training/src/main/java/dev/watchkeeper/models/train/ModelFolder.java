package dev.watchkeeper.models.train;

import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.contract.Manifests;
import dev.watchkeeper.models.contract.MissingValues;
import dev.watchkeeper.models.contract.ModelInput;
import dev.watchkeeper.models.contract.ModelKind;
import dev.watchkeeper.models.contract.ModelManifest;
import dev.watchkeeper.models.contract.TrainingData;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.models.train.fit.Rows;
import dev.watchkeeper.models.train.fit.Weights;
import dev.watchkeeper.models.train.graph.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Writes {@code model.onnx} and {@code manifest.json} and holds the graph against the weights on golden rows. */
final class ModelFolder {

    private static final int GOLDEN_ROWS = 500;
    private static final double GOLDEN_TOLERANCE = 1e-4;

    private ModelFolder() {}

    /** Writes the folder and returns what can be loaded from it. */
    static ModelManifest write(
            Path folder,
            String name,
            ModelKind kind,
            String featureSet,
            List<String> inputs,
            long windowMillis,
            Weights weights,
            Calibration calibration,
            AlertRule rule,
            Rows rows,
            long seed,
            SortedMap<String, Double> metrics)
            throws IOException {
        byte[] graph = OnnxGraph.of(name, weights);
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT,
                name,
                1,
                kind,
                featureSet,
                inputs.stream().map(input -> new ModelInput(input, "1", 0)).toList(),
                windowMillis,
                List.of("margin", "probability"),
                MissingValues.REFUSE,
                calibration,
                rule,
                new TrainingData(
                        "generated services and series of this program, faults among them; nothing recorded",
                        "Apache-2.0",
                        rows.sha256(),
                        rows.size(),
                        seed),
                metrics,
                LoadedModel.sha256(graph));
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), graph);
        Files.writeString(folder.resolve("manifest.json"), Manifests.toJson(manifest));
        compare(folder, weights, rows);
        return manifest;
    }

    private static void compare(Path folder, Weights weights, Rows rows) {
        int golden = Math.min(GOLDEN_ROWS, rows.size());
        float[] some = rows.copy(rows.size() - golden, golden);
        float[] margins = new float[golden];
        try (LoadedModel model = LoadedModel.ofFolder(folder)) {
            model.scorer().score(some, golden, margins);
        }
        for (int i = 0; i < golden; i++) {
            float expected = weights.margin(some, i * rows.features());
            if (Math.abs(expected - margins[i]) > GOLDEN_TOLERANCE) {
                throw new IllegalStateException(
                        folder + ", golden row " + i + ": margin " + expected + " expected, found " + margins[i]);
            }
        }
    }
}
