package dev.watchkeeper.models.contract;

import java.util.List;
import java.util.TreeMap;

/** Manifests for tests. */
public final class ManifestFixtures {

    public static final String HASH = "0123456789abcdef".repeat(4);

    private ManifestFixtures() {}

    /** An entity model of so many inputs under a hash. */
    public static ModelManifest entity(int inputs, String sha256, MissingValues missing) {
        List<ModelInput> all = java.util.stream.IntStream.range(0, inputs)
                .mapToObj(i -> new ModelInput("x" + i, "1", i == 0 ? .5 : 0))
                .toList();
        TreeMap<String, Double> metrics = new TreeMap<>();
        metrics.put("recall", .9);
        return new ModelManifest(
                1,
                "test-model",
                3,
                ModelKind.ENTITY,
                "entity-residuals@1",
                all,
                10_000,
                List.of("margin", "probability"),
                missing,
                new Calibration(List.of(-3.0, 0.0, 2.0), List.of(0.0, 1.0, 3.0)),
                new AlertRule(-3, 1, 5, .6, 2, 3),
                new TrainingData("generated", "Apache-2.0", HASH, 10, 7),
                metrics,
                sha256);
    }
}
