package dev.watchkeeper.review.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReviewConfigTest {

    @TempDir
    private Path folder;

    @Test
    void keys_haveTheseDefaults() {
        Map<String, String> defaults = new TreeMap<>();
        for (ConfigKey key : ReviewConfig.keys()) {
            defaults.put(key.name, String.valueOf(key.defaultValue));
            assertThat(key.documentation).as(key.name).endsWith(".");
        }
        assertThat(defaults)
                .containsExactly(
                        Map.entry("cli.token.file", ""),
                        Map.entry("first.login.file", ""),
                        Map.entry("first.password.must-change", "true"),
                        Map.entry("first.roles", "[ADMIN, REVIEWER]"),
                        Map.entry("first.user", "admin"),
                        Map.entry("http.host", "127.0.0.1"),
                        Map.entry("http.port", "8080"),
                        Map.entry("http.secure-cookies", "false"),
                        Map.entry("kafka.bootstrap.servers", "127.0.0.1:9092"),
                        Map.entry("kafka.client.properties.file", ""),
                        Map.entry("postgres.password.file", ""),
                        Map.entry("postgres.url", "jdbc:postgresql://127.0.0.1:5432/review"),
                        Map.entry("postgres.user", "postgres"),
                        Map.entry("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"),
                        Map.entry("session.hours", "12"),
                        Map.entry("tenant", "default"));
    }

    @Test
    void argument_afterTheFile_wins() throws IOException {
        Path file = Files.writeString(folder.resolve("review.properties"), "http.port=1\ntenant=acme\n");
        ReviewConfig config = ReviewConfig.of(file.toString(), "http.port=2");
        assertThat(config.getInt("http.port")).isEqualTo(2);
        assertThat(config.getString("tenant")).isEqualTo("acme");
    }

    @Test
    void key_thatNobodyKnows_isAnError_butTheConsolesAreItsOwn() {
        assertThatThrownBy(() -> ReviewConfig.of("postgres.pasword.file=x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("postgres.pasword.file");
        assertThat(ReviewConfig.of("console.anything=x").originalsStrings()).containsEntry("console.anything", "x");
    }

    @Test
    void value_outOfRange_isAnError() {
        assertThatThrownBy(() -> ReviewConfig.of("http.port=65536")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> ReviewConfig.of("first.roles=KING")).isInstanceOf(ConfigException.class);
    }
}
