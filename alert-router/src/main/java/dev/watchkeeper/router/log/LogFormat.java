package dev.watchkeeper.router.log;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Bytes of the log and of snapshots: one byte of format version, then Avro binary under that version's schema.
 *
 * <p>{@code log-format/current.avsc} is today's schema; it refers to the contracts' Decision and Review by name.
 * {@code log-format/<version>.avsc} are the full schemas of every version ever written, kept for ever; the newest says
 * what {@code current.avsc} says with today's contracts, which a test holds. When it doesn't any more, keep the new one
 * under the next number and raise {@link #VERSION}.
 */
final class LogFormat {

    /** The version that is written. */
    static final int VERSION = 1;

    private static final String NAMESPACE = "dev.watchkeeper.router.log.format.";

    private final Map<String, Schema> current;
    private final Map<Integer, Map<String, Schema>> kept = new TreeMap<>();

    LogFormat() {
        current = byName(resolved());
        for (int version = 1; version <= VERSION; version++) {
            kept.put(version, byName(new Schema.Parser().parse(text(version + ".avsc"))));
        }
    }

    /** Today's schema with every name resolved: what has to be kept under {@link #VERSION}. */
    static Schema resolved() {
        Schema.Parser parser = new Schema.Parser();
        parser.addTypes(List.of(Decision.getClassSchema(), Review.getClassSchema()));
        return parser.parse(text("current.avsc"));
    }

    /** An empty record of today's schema. */
    GenericRecord record(String name) {
        return new GenericData.Record(schema(name));
    }

    Schema schema(String name) {
        Schema schema = current.get(NAMESPACE + name);
        if (schema == null) {
            throw new IllegalArgumentException("no record " + name + " in the log's format");
        }
        return schema;
    }

    byte[] encode(GenericRecord datum) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            bytes.write(VERSION);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<GenericRecord>(datum.getSchema()).write(datum, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * The record, whichever version wrote it.
     *
     * @throws UndecodableEntry not a version that this program knows, or damaged
     */
    GenericRecord decode(String name, byte[] bytes) {
        int version = bytes.length == 0 ? -1 : bytes[0];
        Map<String, Schema> writers = kept.get(version);
        Schema writer = writers == null ? null : writers.get(NAMESPACE + name);
        if (writer == null) {
            throw new UndecodableEntry(
                    name + ": a format version from 1 to " + VERSION + " expected, found " + version, null);
        }
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
            GenericRecord datum = new SpecificDatumReader<GenericRecord>(writer, schema(name)).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableEntry(name + ": bytes are left after its end", null);
            }
            return datum;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new UndecodableEntry(name + ": " + bytes.length + " bytes do not decode: " + e.getMessage(), e);
        }
    }

    private static Map<String, Schema> byName(Schema union) {
        return union.getTypes().stream().collect(Collectors.toMap(Schema::getFullName, schema -> schema));
    }

    private static String text(String file) {
        try (InputStream stream = LogFormat.class.getResourceAsStream("/log-format/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("log-format/" + file + " is not in the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("log-format/" + file, e);
        }
    }
}
