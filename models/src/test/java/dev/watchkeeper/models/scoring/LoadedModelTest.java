package dev.watchkeeper.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.models.contract.ManifestFixtures;
import dev.watchkeeper.models.contract.Manifests;
import dev.watchkeeper.models.contract.MissingValues;
import dev.watchkeeper.models.contract.ModelManifest;
import dev.watchkeeper.models.contract.ModelRefused;
import dev.watchkeeper.models.contract.ModelRefused.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
