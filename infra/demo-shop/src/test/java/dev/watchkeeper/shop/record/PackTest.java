package dev.watchkeeper.shop.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path raw;

    PackTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.raw = Files.createDirectories(folder.resolve("raw"));
    }

    private static String span(String trace, String id, String parent, long endNanos) {
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[],\"entityRefs\":[]},\"schemaUrl\":\"x\",\"scopeSpans\":[{"
                + "\"scope\":{\"name\":\"s\",\"version\":\"1\"},\"spans\":[{\"traceId\":\"" + trace + "\",\"spanId\":\""
                + id
                + "\",\"parentSpanId\":\"" + parent + "\",\"flags\":257,\"status\":{},\"endTimeUnixNano\":\"" + endNanos
                + "\"}]}]}]}";
    }

    private List<JsonNode> packed(String signal) throws IOException {
        new Pack(raw, folder.resolve("packed")).pack();
        Path file = folder.resolve("packed").resolve("shop." + signal + ".jsonl.gz");
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().map(PackTest::tree).toList();
        }
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static JsonNode firstSpan(JsonNode line) {
        return line.at("/resourceSpans/0/scopeSpans/0/spans/0");
    }

    @Test
    void lines_ofSeveralInstances_areSortedByTime() throws IOException {
        Files.writeString(raw.resolve("traces-a.jsonl"), span("aa", "a1", "", 1_700_000_000_000_030_000L) + "\n");
        Files.writeString(raw.resolve("traces-b.jsonl"), span("bb", "b1", "", 1_700_000_000_000_020_000L) + "\n");
        assertThat(packed("traces").stream()
                        .map(line -> firstSpan(line).path("endTimeUnixNano").asText()))
                .containsExactly("1700000000000020000", "1700000000000030000");
    }

    @Test
    void ids_becomeSmall_andStillMeetAcrossInstances() throws IOException {
        Files.writeString(raw.resolve("traces-a.jsonl"), span("f00d", "c0ffee", "", 1_700_000_000_000_010_000L) + "\n");
        Files.writeString(
                raw.resolve("traces-b.jsonl"), span("f00d", "beef", "c0ffee", 1_700_000_000_000_020_000L) + "\n");
        List<JsonNode> lines = packed("traces");
        JsonNode parent = firstSpan(lines.get(0));
        JsonNode child = firstSpan(lines.get(1));
        assertThat(parent.path("traceId").asText()).isEqualTo("00000000000000000000000000000001");
        assertThat(child.path("traceId")).isEqualTo(parent.path("traceId"));
        assertThat(child.path("parentSpanId")).isEqualTo(parent.path("spanId"));
        assertThat(child.path("spanId")).isNotEqualTo(parent.path("spanId"));
        assertThat(parent.path("parentSpanId").asText()).isEmpty();
    }

    @Test
    void whatNoReaderNeeds_isLeftOut() throws IOException {
        Files.writeString(raw.resolve("traces-a.jsonl"), span("aa", "a1", "", 1_700_000_000_123_456_789L) + "\n");
        JsonNode line = packed("traces").get(0);
        assertThat(line.toString()).doesNotContain("flags", "schemaUrl", "version", "status", "entityRefs");
        assertThat(firstSpan(line).path("endTimeUnixNano").asText()).isEqualTo("1700000000123450000");
    }

    @Test
    void floats_keepSevenDigits() throws IOException {
        Files.writeString(
                raw.resolve("metrics-a.jsonl"),
                "{\"resourceMetrics\":[{\"p\":{\"timeUnixNano\":\"1700000000000000000\",\"asDouble\":0.123456789}}]}\n");
        assertThat(packed("metrics").get(0).findValue("asDouble").doubleValue()).isEqualTo(0.1234568);
    }

    @Test
    void halfALine_ofAKilledProcess_isLeftOutAndCounted() throws IOException {
        String whole = span("aa", "a1", "", 1_700_000_000_000_010_000L);
        Files.writeString(raw.resolve("traces-a.jsonl"), whole + "\n" + whole.substring(0, 40));
        Pack.Packed traces = new Pack(raw, folder.resolve("packed")).pack().get(0);
        assertThat(traces.lines()).isEqualTo(1);
        assertThat(traces.unreadable()).isEqualTo(1);
    }
}
