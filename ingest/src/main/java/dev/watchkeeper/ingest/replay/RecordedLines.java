package dev.watchkeeper.ingest.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The lines of one recording: OTLP/JSON, a request each, as the Collector's file exporter writes; gzip where so named. */
final class RecordedLines implements AutoCloseable {

    private static final Set<String> EVENT_TIMES = Set.of("timeUnixNano", "endTimeUnixNano");
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_CHARS = 256 * 1024;

    private final Path file;
    private final BufferedReader lines;

    RecordedLines(Path file) {
        this.file = file;
        try {
            InputStream bytes = Files.newInputStream(file);
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER_CHARS) : bytes;
            this.lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), BUFFER_CHARS);
        } catch (IOException e) {
            throw new UncheckedIOException("recording " + file + " cannot be read", e);
        }
    }

    /** The next line that is not blank; empty at the end. */
    Optional<byte[]> next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    return Optional.of(line.getBytes(StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("recording " + file + " cannot be read", e);
        }
    }

    /** The first field's name: which signal the line is of. Empty where it is no JSON object with a field. */
    static String signal(byte[] line) {
        try (JsonParser json = JSON.createParser(line)) {
            return json.nextToken() == JsonToken.START_OBJECT && json.nextToken() == JsonToken.FIELD_NAME
                    ? json.currentName()
                    : "";
        } catch (IOException notJson) {
            return "";
        }
    }

    /** The latest event time in the line, Unix nanoseconds, without reading it as OTLP; 0 where there is none. */
    static long lastEvent(byte[] line) {
        long last = 0;
        try (JsonParser json = JSON.createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && EVENT_TIMES.contains(String.valueOf(json.currentName()))) {
                    last = Math.max(last, json.getValueAsLong());
                }
            }
        } catch (IOException damaged) {
            // what could be read counts; the line is rejected when it is sent
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
