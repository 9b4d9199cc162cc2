package dev.watchkeeper.jobs.connect;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record as its topic wants it, in the partition that it was placed in. */
final class PlacedSerializer<T extends SpecificRecord>
        implements KafkaRecordSerializationSchema<Tuple2<Integer, T>>, KafkaDatasetFacetProvider {

    private final TopicRecordSerializer<T> records;

    PlacedSerializer(TopicRecordSerializer<T> records) {
        this.records = records;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        records.open(context, sink);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Tuple2<Integer, T> placed, KafkaSinkContext context, @Nullable Long timestamp) {
        ProducerRecord<byte[], byte[]> record = records.serialize(placed.f1, context, timestamp);
        return new ProducerRecord<>(record.topic(), placed.f0, record.timestamp(), record.key(), record.value());
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return records.getKafkaDatasetFacet();
    }
}
