package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.contract.ModelKind;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.models.shipped.DefaultModels;
import java.io.Serializable;
import java.nio.file.Path;

/** Where a subtask gets its models from; each call loads one, for the thread that asks. */
interface ModelSource extends Serializable {

    /** Judges points of series. */
    LoadedModel series();

    /** Judges windows of entities. */
    LoadedModel entity();

    /** The shipped models, or those in {@code folder/series} and {@code folder/entity}. */
    static ModelSource of(String folder) {
        return folder.isEmpty() ? new Shipped() : new Folder(folder);
    }

    /** The default models of the jar. */
    record Shipped() implements ModelSource {

        @Override
        public LoadedModel series() {
            return DefaultModels.series();
        }

        @Override
        public LoadedModel entity() {
            return DefaultModels.entity();
        }
    }

    /** Models of a folder; one that judges something else is refused, in the same words wherever it is loaded. */
    record Folder(String folder) implements ModelSource {

        @Override
        public LoadedModel series() {
            return LoadedModel.ofFolder(Path.of(folder, "series")).expecting(ModelKind.SERIES, Residual.FEATURE_SET);
        }

        @Override
        public LoadedModel entity() {
            return LoadedModel.ofFolder(Path.of(folder, "entity")).expecting(ModelKind.ENTITY, EntityPool.FEATURE_SET);
        }
    }
}
