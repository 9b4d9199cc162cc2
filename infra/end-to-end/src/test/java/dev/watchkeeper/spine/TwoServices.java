package dev.watchkeeper.spine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * What two services tell by OTLP/JSON: {@code front} answers requests and calls {@code back}, five times a second, with
 * seeded noise.
 */
final class TwoServices {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS_A_SECOND = 5;
    private static final long MILLI = 1_000_000L;

    private final SplittableRandom random;
    private long ids = 1;

    TwoServices(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A recording of some minutes, as the Collector's file exporter writes it; it ends at {@code endMillis}. */
    void record(Path file, int minutes, long endMillis) throws IOException {
        try (var out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (long second = endMillis - minutes * 60_000L; second < endMillis; second += 1000) {
                out.write(traces(second, 0.0));
                out.newLine();
            }
        }
    }

    /** One second of requests; {@code failing} is the share that fails in {@code back}. */
    String traces(long secondMillis, double failing) {
        ObjectNode request = JSON.createObjectNode();
        ArrayNode resources = request.putArray("resourceSpans");
        ArrayNode front = spans(resources, "front");
        ArrayNode back = spans(resources, "back");
        for (int i = 0; i < REQUESTS_A_SECOND; i++) {
            long start = (secondMillis + random.nextInt(700)) * MILLI;
            boolean fails = random.nextDouble() < failing;
            String trace = String.format("%032x", ids);
            String outer = String.format("%016x", ids++);
            String call = String.format("%016x", ids++);
            String inner = String.format("%016x", ids++);
            long work = (5 + random.nextInt(5)) * MILLI;
            span(front, trace, outer, "", "GET /", 2, start, start + 3 * work, fails);
            span(front, trace, call, outer, "GET", 3, start + work / 2, start + 2 * work, fails);
            span(back, trace, inner, call, "GET /item", 2, start + work, start + 2 * work - MILLI, fails);
        }
        return request.toString();
    }

    private static ArrayNode spans(ArrayNode resources, String service) {
        ObjectNode of = resources.addObject();
        ArrayNode attributes = of.putObject("resource").putArray("attributes");
        attribute(attributes, "service.name", service);
        attribute(attributes, "service.namespace", "pair");
        attribute(attributes, "service.instance.id", service + "-1");
        return of.putArray("scopeSpans").addObject().putArray("spans");
    }

    private static void span(
            ArrayNode spans,
            String trace,
            String id,
            String parent,
            String name,
            int kind,
            long start,
            long end,
            boolean fails) {
        ObjectNode span = spans.addObject()
                .put("traceId", trace)
                .put("spanId", id)
                .put("parentSpanId", parent)
                .put("name", name)
                .put("kind", kind)
                .put("startTimeUnixNano", Long.toString(start))
                .put("endTimeUnixNano", Long.toString(end));
        span.putObject("status").put("code", fails ? 2 : 0);
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }
}
