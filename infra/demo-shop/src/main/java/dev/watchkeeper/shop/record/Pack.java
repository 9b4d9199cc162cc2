package dev.watchkeeper.shop.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packs a folder of raw lines ({@code traces-order-1.jsonl} …) into {@code shop.traces.jsonl.gz},
 * {@code shop.metrics.jsonl.gz}, {@code shop.logs.jsonl.gz}, sorted by time, and {@code shop.events.jsonl}.
 */
final class Pack {

    /** What the three files may weigh together. */
    static final long MOST_BYTES = 5L * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Line(long nanos, String text) {}

    /** What came of a signal. */
    record Packed(Path file, int lines, int unreadable, long bytes) {}

    private final Path raw;
    private final Path out;
    private final Compaction compaction = new Compaction(new Ids());

    Pack(Path raw, Path out) {
        this.raw = raw;
        this.out = out;
    }

    /** Packs what is there; a recording that was interrupted is packed as far as it went. */
    List<Packed> pack() throws IOException {
        Files.createDirectories(out);
        List<Packed> packed = new ArrayList<>();
        for (String signal : List.of("traces", "metrics", "logs")) {
            packed.add(pack(signal));
        }
        Path events = raw.resolve("events.jsonl");
        if (Files.exists(events)) {
            Files.write(out.resolve("shop.events.jsonl"), Files.readAllBytes(events));
        }
        return packed;
    }

    private Packed pack(String signal) throws IOException {
        List<Line> sorted = new ArrayList<>();
        int unreadable = 0;
        try (var files = Files.newDirectoryStream(raw, signal + "-*.jsonl")) {
            for (Path file : files) {
                unreadable += read(file, sorted);
            }
        }
        sorted.sort(Comparator.comparingLong(Line::nanos));
        Path file = out.resolve("shop." + signal + ".jsonl.gz");
        try (BufferedWriter writer = new BufferedWriter(
                new OutputStreamWriter(new Smallest(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (Line line : sorted) {
                JsonNode tree = JSON.readTree(line.text());
                compaction.compact(tree);
                writer.write(JSON.writeValueAsString(tree));
                writer.write('\n');
            }
        }
        return new Packed(file, sorted.size(), unreadable, Files.size(file));
    }

    /** Adds a file's lines and says how many could not be read: a killed process leaves half a line. */
    private static int read(Path file, List<Line> into) throws IOException {
        int unreadable = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                try {
                    into.add(new Line(Compaction.latestNanos(JSON.readTree(text)), text));
                } catch (JsonProcessingException e) {
                    unreadable++;
                }
            }
        }
        return unreadable;
    }

    /** gzip at its best, which is not its default. */
    private static final class Smallest extends GZIPOutputStream {
        Smallest(OutputStream out) throws IOException {
            super(out, 65_536);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
