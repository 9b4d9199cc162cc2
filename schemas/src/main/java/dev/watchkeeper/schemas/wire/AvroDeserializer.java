package dev.watchkeeper.schemas.wire;

import dev.watchkeeper.schemas.topics.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads one topic's records, whichever compatible schema wrote them. Not thread-safe: one per consumer. */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    private final WireFormat format;
    private final Topic<T> topic;
    private final Schema readers;
    private final Map<Integer, SpecificDatumReader<T>> byWriter = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /** Reads records of this topic. */
    public AvroDeserializer(WireFormat format, Topic<T> topic) {
        this.format = format;
        this.topic = topic;
        this.readers = topic.schema();
    }

    /**
     * The record.
     *
     * @throws UndecodableRecord the bytes will never decode: reject them with the reason
     * @throws RegistryUnavailable the registry did not answer: ask again
     */
    @Override
    public T deserialize(String ignored, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < WireFormat.HEADER_BYTES || bytes[0] != WireFormat.MAGIC) {
            throw new UndecodableRecord(
                    UndecodableRecord.Reason.NOT_WIRE_FORMAT,
                    topic.name() + ": expected byte 0 and a schema id, found "
                            + (bytes == null ? "no value" : bytes.length + " bytes"));
        }
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        SpecificDatumReader<T> reader = byWriter.get(id);
        if (reader == null) {
            reader = reader(id);
            byWriter.put(id, reader);
        }
        decoder = DecoderFactory.get()
                .binaryDecoder(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, decoder);
        try {
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Avro states no list of what damaged bytes make it throw: an absurd length, for one, is "unsupported".
            throw new UndecodableRecord(
                    UndecodableRecord.Reason.DAMAGED,
                    topic.name() + ": " + bytes.length + " bytes under schema id " + id + " do not decode: "
                            + e.getMessage(),
                    e);
        }
    }

    private SpecificDatumReader<T> reader(int id) {
        Schema writers = format.schema(id);
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(readers, writers);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new UndecodableRecord(
                    UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA,
                    topic.name() + ": schema id " + id + " (" + writers.getFullName() + ") cannot be read as "
                            + readers.getFullName());
        }
        SpecificDatumReader<T> reader = new SpecificDatumReader<>(topic.type());
        reader.setSchema(writers);
        reader.setExpected(readers);
        return reader;
    }
}
