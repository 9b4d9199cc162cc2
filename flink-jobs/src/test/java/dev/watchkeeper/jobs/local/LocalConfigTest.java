package dev.watchkeeper.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalConfigTest {

    @TempDir
    Path folder;

    @Test
    void keys_andDefaults_areThese() {
        assertThat(LocalConfig.all().stream()
                        .map(option -> option.key() + "=" + option.defaultValue())
                        .toList())
                .containsExactly("rest.port=0", "local.slots=4", "local.jobs=[features, detection]");
        assertThat(LocalConfig.all())
                .allSatisfy(option -> assertThat(option.description()).isNotNull());
    }

    @Test
    void arguments_overrideTheFile() throws Exception {
        Path file = folder.resolve("flink.properties");
        Files.writeString(file, "rest.port=8123\nlocal.slots=2\nlocal.jobs=features;detection\n");
        Configuration config =
                LocalFlinkMain.configuration(new String[] {file.toString(), "local.slots=6", "local.jobs=features"});
        assertThat(config.get(LocalConfig.REST_PORT)).isEqualTo(8123);
        assertThat(config.get(LocalConfig.SLOTS)).isEqualTo(6);
        assertThat(config.get(LocalConfig.JOBS)).containsExactly("features");
    }
}
