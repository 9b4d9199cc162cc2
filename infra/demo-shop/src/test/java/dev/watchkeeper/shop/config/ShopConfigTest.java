package dev.watchkeeper.shop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopConfigTest {

    @Test
    void keys_withTheirDefaults() {
        assertThat(Arrays.stream(ShopConfig.Key.values()).map(key -> key.text() + "=" + key.fallback()))
                .containsExactly(
                        "postgres.url=jdbc:postgresql://127.0.0.1:5432/postgres",
                        "postgres.user=postgres",
                        "postgres.password.file=",
                        "otlp.endpoint=http://127.0.0.1:4317",
                        "record.dir=",
                        "control.port=7070",
                        "order.port=7001",
                        "inventory.port=7002",
                        "payment.ports=7003,7004",
                        "load.enabled=true",
                        "load.seed=1",
                        "load.scale=1.0",
                        "load.day=PT30M",
                        "load.day.offset=PT10M",
                        "service.heap=64m",
                        "service.version=1.5.0",
                        "payment.version=1.5.1");
    }

    @Test
    void readme_namesEveryKey() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(ShopConfig.Key.values())
                .allSatisfy(key -> assertThat(readme)
                        .contains("| `" + key.text() + "` | "
                                + (key.fallback().isEmpty() ? "" : "`" + key.fallback() + "` ") + "| "
                                + key.sentence()));
    }

    @Test
    void file_thenArguments_argumentsWin(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("shop.properties");
        Files.writeString(file, "control.port=7171\nload.day=PT10M\n");
        ShopConfig config = ShopConfig.of(file.toString(), "control.port=0");
        assertThat(config.controlPort()).isZero();
        assertThat(config.load().day()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void values_thatMakeNoSense_areRefusedByName() {
        assertThatThrownBy(() -> ShopConfig.of("order.port=70010")).hasMessageContaining("order.port");
        assertThatThrownBy(() -> ShopConfig.of("payment.ports=")).hasMessageContaining("payment.ports");
        assertThatThrownBy(() -> ShopConfig.of("load.day=30")).hasMessageContaining("load.day");
        assertThatThrownBy(() -> ShopConfig.of("load.scale=much")).hasMessageContaining("load.scale");
        assertThatThrownBy(() -> ShopConfig.of("lod.scale=1")).hasMessageContaining("unknown key lod.scale");
    }

    @Test
    void databaseAddress_keepsHostPortAndQuery() {
        ShopConfig config = ShopConfig.of("postgres.url=jdbc:postgresql://127.0.0.1:6000/postgres?ssl=false");
        assertThat(config.postgres().urlOf("shop_order"))
                .isEqualTo("jdbc:postgresql://127.0.0.1:6000/shop_order?ssl=false");
    }
}
