package dev.watchkeeper.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterConfigTest {

    @Test
    void keys_withTheirDefaults() {
        Map<String, String> keys = new TreeMap<>();
        RouterConfig.DEFINITION.defaultValues().forEach((key, value) -> keys.put(key, String.valueOf(value)));

        assertThat(keys)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("kafka.bootstrap.servers", "127.0.0.1:9092"),
                        Map.entry("kafka.client.properties.file", ""),
                        Map.entry("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"),
                        Map.entry("node.id", "router-1"),
                        Map.entry("log.peers", "[]"),
                        Map.entry("log.port", "0"),
                        Map.entry("log.group", "watchkeeper-router"),
                        Map.entry("log.directory", "var/router"),
                        Map.entry("log.snapshot-every", "1000"),
                        Map.entry("log.tls.key.file", ""),
                        Map.entry("log.tls.certificate.file", ""),
                        Map.entry("log.tls.authority.file", ""),
                        Map.entry("policy.file", ""),
                        Map.entry("receivers", "[alertmanager]"),
                        Map.entry("console.url", "http://127.0.0.1:8080"),
                        Map.entry("http.host", "127.0.0.1"),
                        Map.entry("http.port", "0"),
                        Map.entry("http.token.file", ""),
                        Map.entry("delivery.refresh-interval-ms", "60000"),
                        Map.entry("delivery.resolved-for-ms", "300000"),
                        Map.entry("delivery.retry-interval-ms", "15000"),
                        Map.entry("delivery.retries", "2"),
                        Map.entry("delivery.first-pause-ms", "200"),
                        Map.entry("delivery.timeout-ms", "5000"),
                        Map.entry("receive.wait-ms", "100"),
                        Map.entry("receive.batch-records", "50"),
                        Map.entry("receive.partitions-interval-ms", "30000")));
        assertThat(RouterConfig.DEFINITION.configKeys().values())
                .extracting(key -> key.documentation)
                .doesNotContain("");
    }

    @Test
    void table_inTheReadme_isTheGeneratedOne() throws Exception {
        StringBuilder table = new StringBuilder("| key | default | meaning |\n| --- | --- | --- |\n");
        for (ConfigDef.ConfigKey key : RouterConfig.DEFINITION.configKeys().values()) {
            String value = String.valueOf(key.defaultValue).replaceAll("^\\[|]$", "");
            table.append("| `").append(key.name).append("` | ").append(value.isEmpty() ? "" : "`" + value + "`");
            table.append(" | ").append(key.documentation.replace("|", "\\|")).append(" |\n");
        }
        Files.writeString(Path.of("target", "config-table.md"), table);

        assertThat(Files.readString(Path.of("README.md")))
                .as("the table in target/config-table.md")
                .contains(table);
    }

    @Test
    void defaults_areUsable() {
        RouterConfig config = RouterConfig.of();

        assertThat(config.policy().version()).isEqualTo("default-1");
        assertThat(config.receivers(Clock.systemUTC()))
                .singleElement()
                .satisfies(receiver -> assertThat(receiver.name()).isEqualTo("alertmanager"));
    }

    @Test
    void arguments_overrideTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("router.properties");
        Files.writeString(file, "node.id=n7\nlog.port=7000\n");

        RouterConfig config = RouterConfig.of(file.toString(), "log.port=7001");

        assertThat(config.text("node.id")).isEqualTo("n7");
        assertThat(config.node().peers()).containsExactly("n7@127.0.0.1:7001");
    }

    @Test
    void defaultPolicy_tellsTheFirstReceiver() {
        assertThat(RouterConfig.of("receivers=oncall,hook").policy().receivers())
                .containsExactly("oncall");
    }

    @Test
    void policyThatNamesAnUndeclaredReceiver_isRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(
                file,
                "{version: v, rules: [{id: r, certainty-at-least: 1, then: ask, otherwise: ask, receiver: pager}]}");

        assertThatThrownBy(() -> RouterConfig.of("policy.file=" + file).policy())
                .hasMessageContaining("the policy names pager too");
    }

    @Test
    void webhookWithoutSecret_isRefused() {
        RouterConfig config = RouterConfig.of(
                "receivers=hook",
                "receivers.hook.kind=webhook",
                "receivers.hook.url=http://127.0.0.1:1",
                "receivers.hook.secret.file=/nowhere");

        assertThatThrownBy(() -> config.receivers(Clock.systemUTC())).hasMessageContaining("no readable file");
    }

    @Test
    void peersOutsideLoopback_needMutualTls() throws Exception {
        for (String peers : new String[] {"a@10.0.0.1:7", "a@127.0.0.1:7,b@10.0.0.2:7", "a@0.0.0.0:7"}) {
            assertThatThrownBy(() ->
                            RouterConfig.of("node.id=a", "log.peers=" + peers).node())
                    .as(peers)
                    .hasMessageContaining("log.tls");
        }
        assertThat(RouterConfig.of("node.id=a", "log.peers=a@127.0.0.1:7,b@localhost:8")
                        .node()
                        .peers())
                .hasSize(2);
    }

    @Test
    void threeNodes_areOneLog() throws Exception {
        RouterConfig config = RouterConfig.of(
                "node.id=b",
                "log.peers=a@10.0.0.1:7,b@10.0.0.2:7,c@10.0.0.3:7",
                "log.tls.key.file=k",
                "log.tls.certificate.file=c",
                "log.tls.authority.file=a");
        assertThat(config.node().peers()).hasSize(3);
        assertThatThrownBy(() ->
                        RouterConfig.of("node.id=d", "log.peers=a@10.0.0.1:7").node())
                .hasMessageContaining("node d expected");
    }
}
