package dev.watchkeeper.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.models.contract.ModelRefused;
import dev.watchkeeper.models.scoring.LoadedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {

    @TempDir
    private Path folder;

    @Test
    void folder_withItsModels_isLoaded() throws IOException {
        put("series", "series");
        put("entity", "entity");
        try (LoadedModel series = ModelSource.of(folder.toString()).series();
                LoadedModel entity = ModelSource.of(folder.toString()).entity()) {
            assertThat(List.of(series.reference(), entity.reference()))
                    .containsExactly("series-default@1", "entity-default@1");
        }
    }

    @Test
    void folder_withTheModelsExchanged_isRefused() throws IOException {
        put("series", "entity");
        put("entity", "series");
        assertThatThrownBy(() -> ModelSource.of(folder.toString()).series())
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("kind: SERIES expected, found ENTITY");
        assertThatThrownBy(() -> ModelSource.of(folder.toString()).entity())
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("kind: ENTITY expected, found SERIES");
    }

    private void put(String model, String as) throws IOException {
        Path to = Files.createDirectories(folder.resolve(as));
        for (String name : List.of("model.onnx", "manifest.json")) {
            try (InputStream from =
                    Objects.requireNonNull(LoadedModel.class.getResourceAsStream("/models/" + model + "/" + name))) {
                Files.copy(from, to.resolve(name));
            }
        }
    }
}
