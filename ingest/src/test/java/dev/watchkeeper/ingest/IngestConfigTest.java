package dev.watchkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.ingest.normalize.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestConfigTest {

    @Test
    void keys_andDefaults_areThese() {
        Map<String, Object> defaults = new TreeMap<>(IngestConfig.DEFINITION.defaultValues());
        assertThat(IngestConfig.DEFINITION.names()).hasSameSizeAs(defaults.keySet());
        assertThat(defaults).hasToString("""
                        {attribute.value.max.chars=4096, attributes.max=128, bind.address=127.0.0.1, \
                        body.max.chars=32768, collector.encoding=auto, collector.group.id=watchkeeper-ingest, \
                        collector.max.poll.records=100, collector.topics.enabled=true, grpc.port=4317, \
                        heartbeat.interval.ms=1000, heartbeat.lag.ms=2000, histogram.max.buckets=2048, http.port=4318, \
                        inflight.max.bytes=0, instance.name=ingest-0, \
                        kafka.bootstrap.servers=127.0.0.1:9092, kafka.client.properties.file=, name.max.chars=512, \
                        publish.timeout.ms=8000, request.max.bytes=20971520, request.max.messages=1000000, \
                        resource.max.chars=16384, \
                        retry.after.ms=2000, schema.registry.url=http://127.0.0.1:8081/apis/ccompat/v7, threads=4, \
                        time.ahead.max.ms=2000, time.before.max.ms=2592000000, topics.create=true}""");
    }

    @Test
    void readme_tableOfKeys_isWhatTheDefinitionSays() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        IngestConfig.DEFINITION
                .configKeys()
                .values()
                .forEach(key -> assertThat(readme)
                        .contains("| `" + key.name + "` | `" + key.defaultValue + "` | " + key.documentation + " |"));
    }

    @Test
    void bounds_byDefault_areTheDocumentedOnes() {
        assertThat(new IngestConfig(Map.of()).bounds()).isEqualTo(Bounds.DEFAULTS);
    }

    @Test
    void producer_waitsForAllReplicas_onceEach() {
        assertThat(new IngestConfig(Map.of()).producerProperties())
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    @Test
    void values_outOfRange_areRefused() {
        assertThatThrownBy(() -> new IngestConfig(Map.of("grpc.port", "70000")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("grpc.port");
        assertThatThrownBy(() -> new IngestConfig(Map.of("collector.encoding", "avro")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void settings_argumentsOverrideTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ingest.properties");
        Files.writeString(file, "grpc.port=1\nhttp.port=2\n");
        assertThat(IngestConfig.settings(new String[] {file.toString(), "http.port=3"}))
                .containsExactlyInAnyOrderEntriesOf(Map.of("grpc.port", "1", "http.port", "3"));
    }

    @Test
    void clientProperties_fromTheirFile_reachEveryClient(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "security.protocol=SASL_SSL\n");
        IngestConfig config = new IngestConfig(Map.of("kafka.client.properties.file", file.toString()));
        assertThat(config.producerProperties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(config.collectorConsumerProperties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(config.collectorProducerProperties()).containsEntry("security.protocol", "SASL_SSL");
    }
}
