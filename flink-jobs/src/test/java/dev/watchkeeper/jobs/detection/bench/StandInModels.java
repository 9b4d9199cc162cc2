package dev.watchkeeper.jobs.detection.bench;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.contract.MissingValues;
import dev.watchkeeper.models.contract.ModelInput;
import dev.watchkeeper.models.contract.ModelKind;
import dev.watchkeeper.models.contract.ModelManifest;
import dev.watchkeeper.models.contract.TrainingData;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.models.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Models by hand, for tests of what stands around models: the margin is the row's greatest number. */
public final class StandInModels {

    private StandInModels() {}

    /** The greatest residual; odd from z = 6 on. */
    public static LoadedModel series() {
        return model(
                MissingValues.IMPUTE,
                ModelKind.SERIES,
                Residual.FEATURE_SET,
                Residual.FEATURES,
                new Calibration(List.of(0.0, 1.1, 1.95, 3.0, 5.0), List.of(0.0, 0.5, 2.5, 5.0, 9.0)),
                new AlertRule(0, 1.95, 4, 0.5, 2, 3));
    }

    /** The greatest surprise; odd from 2.5 on. */
    public static LoadedModel entity() {
        return model(
                MissingValues.IMPUTE,
                ModelKind.ENTITY,
                EntityPool.FEATURE_SET,
                EntityPool.FEATURES,
                new Calibration(List.of(0.0, 1.0, 8.0), List.of(0.0, 1.0, 8.0)),
                new AlertRule(0, 2.5, 7.5, 0.5, 2, 3));
    }

    /** The greatest residual; rows in which a number is missing are refused. */
    public static LoadedModel refusing() {
        return model(
                MissingValues.REFUSE,
                ModelKind.SERIES,
                Residual.FEATURE_SET,
                Residual.FEATURES,
                new Calibration(List.of(0.0, 1.0), List.of(0.0, 1.0)),
                new AlertRule(0, 1.95, 4, 0.5, 2, 3));
    }

    private static LoadedModel model(
            MissingValues missing,
            ModelKind kind,
            String featureSet,
            int features,
            Calibration calibration,
            AlertRule rule) {
        List<ModelInput> inputs = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            inputs.add(new ModelInput("f" + i, "1", 0));
        }
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT,
                "stand-in",
                1,
                kind,
                featureSet,
                inputs,
                0,
                List.of("margin"),
                missing,
                calibration,
                rule,
                new TrainingData("none", "none", "0".repeat(64), 1, 1),
                new TreeMap<>(),
                "0".repeat(64));
        return new LoadedModel(manifest, new Greatest(features));
    }

    private record Greatest(int features) implements Scorer {

        @Override
        public int batch() {
            return 256;
        }

        @Override
        public void score(float[] rows, int count, float[] margins) {
            for (int r = 0; r < count; r++) {
                float greatest = 0;
                for (int f = 0; f < features; f++) {
                    greatest = Math.max(greatest, rows[r * features + f]);
                }
                margins[r] = greatest;
            }
        }

        @Override
        public void close() {}
    }
}
