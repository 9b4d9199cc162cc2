package dev.watchkeeper.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.shop.serve.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the telemetry that the services wrote into files. */
final class Recorded {

    /** A span with where it comes from. */
    record Span(
            String service, String version, String name, String trace, long start, Duration length, boolean failed) {}

    private final Path folder;

    Recorded(Path folder) {
        this.folder = folder;
    }

    /** All spans of the trace in which a log line begins like that, in the order of their start. */
    List<Span> traceOf(String route, String logBegins) {
        String trace = lines("logs-order-1.jsonl")
                .flatMap(line -> records(line, "resourceLogs", "scopeLogs", "logRecords"))
                .filter(log -> log.at("/body/stringValue").asText().startsWith(logBegins))
                .map(log -> log.path("traceId").asText())
                .findFirst()
                .orElse("none yet of " + route);
        return Stream.of("order-1", "inventory-1", "payment-1", "payment-2")
                .flatMap(instance -> spans(instance).stream())
                .filter(span -> span.trace().equals(trace))
                .sorted(Comparator.comparingLong(Span::start))
                .toList();
    }

    /** All spans of an instance in the order in which they ended. */
    List<Span> spans(String instance) {
        List<Span> spans = new ArrayList<>();
        lines("traces-" + instance + ".jsonl")
                .forEach(line -> line.path("resourceSpans")
                        .forEach(resource -> records(line, "resourceSpans", "scopeSpans", "spans")
                                .map(span -> span(resource.path("resource"), span))
                                .forEach(spans::add)));
        return spans;
    }

    /** The log lines of an instance, as JSON. */
    List<String> logs(String instance) {
        return lines("logs-" + instance + ".jsonl")
                .flatMap(line -> records(line, "resourceLogs", "scopeLogs", "logRecords"))
                .map(JsonNode::toString)
                .toList();
    }

    /** The names of an instance's metrics. */
    List<String> metrics(String instance) {
        return lines("metrics-" + instance + ".jsonl")
                .flatMap(line -> records(line, "resourceMetrics", "scopeMetrics", "metrics"))
                .map(metric -> metric.path("name").asText())
                .distinct()
                .toList();
    }

    private static Span span(JsonNode resource, JsonNode span) {
        long start = span.path("startTimeUnixNano").asLong();
        return new Span(
                attribute(resource, "service.name"),
                attribute(resource, "service.version"),
                span.path("name").asText(),
                span.path("traceId").asText(),
                start,
                Duration.ofNanos(span.path("endTimeUnixNano").asLong() - start),
                span.path("status").path("code").asInt() == 2);
    }

    private static String attribute(JsonNode resource, String key) {
        for (JsonNode attribute : resource.path("attributes")) {
            if (attribute.path("key").asText().equals(key)) {
                return attribute.at("/value/stringValue").asText();
            }
        }
        return "";
    }

    private static Stream<JsonNode> records(JsonNode line, String resources, String scopes, String records) {
        List<JsonNode> found = new ArrayList<>();
        line.path(resources)
                .forEach(resource -> resource.path(scopes)
                        .forEach(scope -> scope.path(records).forEach(found::add)));
        return found.stream();
    }

    private Stream<JsonNode> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file)).stream()
                    .map(line -> Json.tree(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError("no telemetry in " + file, e);
        }
    }
}
