package dev.watchkeeper.models.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.models.scoring.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    private static final Size TINY = new Size(3, .25, 1, 2, .05);
    private static final List<String> FILES =
            List.of("series/model.onnx", "series/manifest.json", "entity/model.onnx", "entity/manifest.json");

    @Test
    void training_twice_givesTheSameBytes(@TempDir Path one, @TempDir Path other) throws IOException {
        new Training(5, TINY, line -> {}).run(one);
        new Training(5, TINY, line -> {}).run(other);
        for (String file : FILES) {
            assertThat(Files.readAllBytes(one.resolve(file))).isEqualTo(Files.readAllBytes(other.resolve(file)));
        }
    }

    @Test
    void training_withAnotherSeed_givesOthers_thatLoad(@TempDir Path one, @TempDir Path other) throws IOException {
        Training.Trained first = new Training(5, TINY, line -> {}).run(one);
        Training.Trained second = new Training(6, TINY, line -> {}).run(other);
        assertThat(first.series().sha256()).isNotEqualTo(second.series().sha256());
        assertThat(first.series().trainingData().sha256())
                .isNotEqualTo(second.series().trainingData().sha256());
        try (LoadedModel model = LoadedModel.ofFolder(other.resolve("entity"))) {
            assertThat(model.manifest()).isEqualTo(second.entity());
        }
    }
}
