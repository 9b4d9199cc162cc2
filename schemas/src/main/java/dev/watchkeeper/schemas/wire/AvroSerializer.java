package dev.watchkeeper.schemas.wire;

import dev.watchkeeper.schemas.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes one topic's records. The schema is registered with the first record. Thread-safe by a lock: one per
 * producer.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

    private final WireFormat format;
    private final Topic<T> topic;
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final BinaryEncoder encoder;
    private int id = -1;

    /** Writes records of this topic. */
    public AvroSerializer(WireFormat format, Topic<T> topic) {
        this.format = format;
        this.topic = topic;
        this.writer = new SpecificDatumWriter<>(topic.type());
        this.encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    }

    /** The record's bytes; the topic's name is the catalogue's, whatever Kafka passes. */
    @Override
    public synchronized byte[] serialize(String ignored, T value) {
        if (id < 0) {
            id = format.id(topic.subject(), topic.schema());
        }
        bytes.reset();
        bytes.write(WireFormat.MAGIC);
        bytes.write(id >>> 24);
        bytes.write(id >>> 16);
        bytes.write(id >>> 8);
        bytes.write(id);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
