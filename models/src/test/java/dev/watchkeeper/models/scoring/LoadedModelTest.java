package dev.watchkeeper.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.contract.ManifestFixtures;
import dev.watchkeeper.models.contract.Manifests;
import dev.watchkeeper.models.contract.MissingValues;
import dev.watchkeeper.models.contract.ModelKind;
import dev.watchkeeper.models.contract.ModelManifest;
import dev.watchkeeper.models.contract.ModelRefused;
import dev.watchkeeper.models.contract.ModelRefused.Reason;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.shipped.DefaultModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadedModelTest {

    private static ModelManifest manifest(byte[] graph, int inputs, MissingValues missing) {
        return ManifestFixtures.entity(inputs, LoadedModel.sha256(graph), missing);
    }

    private static void refused(Reason reason, String message, ThrowingLoad load) {
        assertThatThrownBy(load::run)
                .hasMessageContaining(message)
                .asInstanceOf(InstanceOfAssertFactories.type(ModelRefused.class))
                .extracting(ModelRefused::reason)
                .isEqualTo(reason);
    }

    private interface ThrowingLoad {
        void run() throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "two-inputs, INPUTS, one input expected",
        "doubles, INPUTS, a tensor of float expected",
        "wide-output, OUTPUTS, float[N] expected",
    })
    void graph_ofAnotherShape_isRefused(String graph, Reason reason, String message) {
        byte[] bytes = Graphs.named(graph);
        refused(reason, message, () -> LoadedModel.of(manifest(bytes, 3, MissingValues.REFUSE), bytes));
    }

    @Test
    void graph_withOtherInputsThanTheManifest_isRefused() {
        byte[] graph = Graphs.linear();
        refused(
                Reason.INPUTS,
                "float[N, 4] expected",
                () -> LoadedModel.of(manifest(graph, 4, MissingValues.REFUSE), graph));
    }

    @Test
    void graph_thatIsNone_isRefused() {
        byte[] text = "not a graph".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        refused(Reason.NOT_ONNX, "11 bytes", () -> LoadedModel.of(manifest(text, 3, MissingValues.REFUSE), text));
    }

    @Test
    void graph_cutShort_isRefused() {
        byte[] half = java.util.Arrays.copyOf(Graphs.linear(), 60);
        refused(Reason.NOT_ONNX, "60 bytes", () -> LoadedModel.of(manifest(half, 3, MissingValues.REFUSE), half));
    }

    @Test
    void graph_withAnotherHash_isRefused() {
        ModelManifest other = manifest(Graphs.named("flat"), 3, MissingValues.REFUSE);
        refused(Reason.HASH, "expected, found", () -> LoadedModel.of(other, Graphs.linear()));
    }

    @Test
    void margin_thatIsNaN_isATypedFailure() {
        byte[] graph = Graphs.named("root");
        try (LoadedModel model = LoadedModel.of(manifest(graph, 3, MissingValues.REFUSE), graph)) {
            refused(
                    Reason.MISBEHAVED,
                    "a finite margin expected, found NaN",
                    () -> model.scorer().score(new float[] {-1, 0, 0}, 1, new float[1]));
        }
    }

    @Test
    void folder_withoutManifest_isRefused(@TempDir Path folder) {
        refused(Reason.UNREADABLE, "manifest.yaml", () -> LoadedModel.ofFolder(folder));
    }

    @Test
    void folder_withBrokenManifest_isRefused(@TempDir Path folder) {
        refused(Reason.MANIFEST, "cannot be parsed", () -> {
            Files.writeString(folder.resolve("manifest.json"), "{");
            LoadedModel.ofFolder(folder);
        });
    }

    @Test
    void folder_withYaml_isLoaded(@TempDir Path folder) throws IOException {
        byte[] graph = Graphs.linear();
        Files.write(folder.resolve("model.onnx"), graph);
        Files.writeString(folder.resolve("manifest.yaml"), Manifests.toYaml(manifest(graph, 3, MissingValues.REFUSE)));
        try (LoadedModel model = LoadedModel.ofFolder(folder)) {
            assertThat(model.reference()).isEqualTo("test-model@3");
            assertThat(model.baselineRow()).containsExactly(.5f, 0, 0);
        }
    }

    @Test
    void missingValue_underImpute_becomesTheBaseline() {
        byte[] graph = Graphs.linear();
        try (LoadedModel model = LoadedModel.of(manifest(graph, 3, MissingValues.IMPUTE), graph)) {
            float[] row = {Float.NaN, 4, Float.NaN};
            assertThat(model.complete(row, 0)).isTrue();
            assertThat(row).containsExactly(.5f, 4, 0);
        }
    }

    @Test
    void missingValue_underRefuse_isNotScored() {
        byte[] graph = Graphs.linear();
        try (LoadedModel model = LoadedModel.of(manifest(graph, 3, MissingValues.REFUSE), graph)) {
            assertThat(model.complete(new float[] {0, 0, 0}, 0)).isTrue();
            assertThat(model.complete(new float[] {0, Float.NaN, 0}, 0)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void infiniteValue_isAMissingOne(float infinite) {
        byte[] graph = Graphs.linear();
        try (LoadedModel model = LoadedModel.of(manifest(graph, 3, MissingValues.REFUSE), graph)) {
            assertThat(model.complete(new float[] {0, infinite, 0}, 0)).isFalse();
        }
    }

    @Test
    void missingValue_underMask_isZero_andTheMaskSaysSo() {
        byte[] graph = Graphs.named("masked");
        try (LoadedModel model = LoadedModel.of(manifest(graph, 3, MissingValues.MASK), graph)) {
            float[] rows = {1, 1, 1, 1, Float.POSITIVE_INFINITY, Float.NaN};
            assertThat(model.complete(rows, 3)).isTrue();
            float[] margins = new float[2];
            model.scorer().score(rows, 2, margins);
            assertThat(margins).containsExactly(2 + 3 - 1 + 1110, 2 + 10);
        }
    }

    @Test
    void graphWithoutMask_underMask_isRefused() {
        byte[] graph = Graphs.linear();
        refused(
                Reason.INPUTS,
                "an input and 'mask' expected, found [rows]",
                () -> LoadedModel.of(manifest(graph, 3, MissingValues.MASK), graph));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 256})
    void graphWhoseBitsChangeWithTheBatch_isPadded(int count) {
        byte[] graph = Graphs.named("batch-size");
        try (LoadedModel model = LoadedModel.of(manifest(graph, 3, MissingValues.REFUSE), graph)) {
            float[] margins = new float[count];
            model.scorer().score(new float[3 * count], count, margins);
            assertThat(margins).containsOnly(LoadedModel.BATCH);
        }
    }

    @Test
    void batchSizes_matterOnlyWhereTheyDo() {
        try (Scorer linear = new LinearScorer(1, 2, 3, -1);
                Scorer other = new OnnxScorer(Graphs.named("batch-size"), "margin", 3, 64, false)) {
            assertThat(BatchSizes.matter(linear, new float[3])).isFalse();
            assertThat(BatchSizes.matter(other, new float[3])).isTrue();
        }
    }

    @Test
    void modelForSomethingElse_isRefused_withFoundAndExpected() {
        byte[] graph = Graphs.linear();
        ModelManifest entity = manifest(graph, 3, MissingValues.REFUSE);
        refused(
                Reason.MANIFEST,
                "test-model@3, kind: SERIES expected, found ENTITY",
                () -> LoadedModel.of(entity, graph).expecting(ModelKind.SERIES, "series-residuals@1"));
        refused(
                Reason.MANIFEST,
                "featureSet: series-residuals@1 expected, found entity-residuals@1",
                () -> LoadedModel.of(entity, graph).expecting(ModelKind.ENTITY, "series-residuals@1"));
        refused(
                Reason.INPUTS,
                "found [x0, x1, x2]",
                () -> LoadedModel.of(entity, graph).expecting(ModelKind.ENTITY, "entity-residuals@1"));
    }

    @Test
    void shippedModels_areWhatTheJobsExpect() {
        try (LoadedModel series = DefaultModels.series().expecting(ModelKind.SERIES, Residual.FEATURE_SET);
                LoadedModel entity = DefaultModels.entity().expecting(ModelKind.ENTITY, EntityPool.FEATURE_SET)) {
            assertThat(series.reference()).isNotEqualTo(entity.reference());
        }
    }
}
