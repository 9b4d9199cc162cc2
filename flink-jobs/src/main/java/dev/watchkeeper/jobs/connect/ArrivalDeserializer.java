package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.UndecodableRecord;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns each Kafka record into exactly one {@link Arrival}: what does not decode becomes a rejection, so that it never
 * stops the job. Only a registry that does not answer does stop it: then the same bytes may decode later.
 */
final class ArrivalDeserializer<T extends SpecificRecord> implements KafkaRecordDeserializationSchema<Arrival<T>> {

    private final String topicName;
    private final Class<T> type;
    private final EventTime<T> eventTime;
    private final String registryUrl;
    private final String where;
    private transient @Nullable AvroDeserializer<T> records;

    ArrivalDeserializer(Topic<T> topic, EventTime<T> eventTime, String registryUrl, String where) {
        this.topicName = topic.name();
        this.type = topic.type();
        this.eventTime = eventTime;
        this.registryUrl = registryUrl;
        this.where = where;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        records = new AvroDeserializer<>(new WireFormat(registryUrl), topic(topicName));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> raw, Collector<Arrival<T>> out) {
        if (records == null) {
            throw new IllegalStateException("not open");
        }
        byte[] bytes = raw.value() == null ? new byte[0] : raw.value();
        Arrival<T> arrival = new Arrival<>();
        arrival.partition = raw.partition();
        arrival.offset = raw.offset();
        arrival.size = bytes.length;
        arrival.bytes = Rejections.head(bytes);
        try {
            T record = records.deserialize(topicName, raw.value());
            arrival.timeMillis = eventTime.millis(record);
            arrival.record = record;
        } catch (UndecodableRecord e) {
            arrival.timeMillis = raw.timestamp();
            arrival.rejected = Rejections.of(
                    topicName + "-" + raw.partition() + "@" + raw.offset(),
                    e.reason().name(),
                    Fault.SENDER,
                    String.valueOf(e.getMessage()),
                    where,
                    raw.timestamp(),
                    bytes,
                    bytes.length);
        }
        out.collect(arrival);
    }

    @Override
    public TypeInformation<Arrival<T>> getProducedType() {
        return typeOf(type);
    }

    /** The type of arrivals of a record type. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of a generic POJO
    static <T> TypeInformation<Arrival<T>> typeOf(Class<T> type) {
        Map<String, TypeInformation<?>> fields = new HashMap<>();
        fields.put("partition", Types.INT);
        fields.put("offset", Types.LONG);
        fields.put("timeMillis", Types.LONG);
        fields.put("record", AvroTypes.ofGenerated(type));
        fields.put("rejected", AvroTypes.of(Rejected.class));
        fields.put("bytes", Types.PRIMITIVE_ARRAY(Types.BYTE));
        fields.put("size", Types.INT);
        return (TypeInformation) Types.POJO(Arrival.class, fields);
    }

    /** The catalogue's topic of this name; topics themselves do not travel to subtasks. */
    @SuppressWarnings("unchecked") // the name and the type were taken from the same topic
    static <T extends SpecificRecord> Topic<T> topic(String name) {
        return (Topic<T>) Topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not in the catalogue"));
    }
}
