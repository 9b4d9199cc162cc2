package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as its topic wants it: key, value in the wire format, event time as Kafka's timestamp. Names its topic as a
 * dataset, for the sink that pools transactional ids finds its lingering transactions by it.
 */
final class TopicRecordSerializer<T extends SpecificRecord>
        implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    private final String topic;
    private final RecordKey<T> key;
    private final EventTime<T> eventTime;
    private final String registryUrl;
    private transient @Nullable AvroSerializer<T> values;

    TopicRecordSerializer(Topic<T> topic, RecordKey<T> key, EventTime<T> eventTime, String registryUrl) {
        this.topic = topic.name();
        this.key = key;
        this.eventTime = eventTime;
        this.registryUrl = registryUrl;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        values = new AvroSerializer<>(new WireFormat(registryUrl), ArrivalDeserializer.topic(topic));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T record, KafkaSinkContext context, @Nullable Long timestamp) {
        AvroSerializer<T> serializer = Objects.requireNonNull(values, "not open");
        long time = eventTime.millis(record);
        return new ProducerRecord<>(
                topic,
                null,
                time < 0 ? null : time, // Kafka has no time before 1970
                key.of(record).getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic, record));
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
