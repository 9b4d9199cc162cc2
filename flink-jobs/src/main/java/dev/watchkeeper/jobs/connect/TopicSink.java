package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.topics.Topic;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * Writes one topic exactly once: a transaction per subtask and checkpoint, committed when the checkpoint is complete.
 * Transactional ids are pooled, so that a job that checkpoints every two seconds does not leave the broker a new id each
 * time; a restart aborts the transactions that it finds open under its prefix.
 */
public final class TopicSink {

    private TopicSink() {}

    /**
     * Adds the sink of a topic to a job; its uid is {@code sink-TOPIC}.
     *
     * @param job begins, with the namespace and the topic, the transactional ids: one job writes a topic under one prefix
     * @param key the Kafka key
     * @param eventTime Kafka's timestamp of the record, epoch milliseconds
     */
    public static <T extends SpecificRecord> void attach(
            DataStream<T> records,
            ReadableConfig config,
            String job,
            Topic<T> topic,
            RecordKey<T> key,
            EventTime<T> eventTime) {
        attach(records, config, job, topic, new TopicRecordSerializer<>(topic, key, eventTime, registry(config)));
    }

    /**
     * Adds the sink of a topic whose readers judge lateness by the partition: each partition is written in the order of
     * event time, by one subtask (see {@link TimeOrder}), so that what came by several ways is late by none. The uids
     * are {@code placed-TOPIC}, {@code order-TOPIC} and {@code sink-TOPIC}.
     *
     * @param lagMillis how far behind the watermark a record may be handed in
     * @param forAll which records go to every partition
     */
    public static <T extends SpecificRecord> void attachInTimeOrder(
            DataStream<T> records,
            ReadableConfig config,
            String job,
            Topic<T> topic,
            RecordKey<T> key,
            EventTime<T> eventTime,
            long lagMillis,
            ForAll<T> forAll) {
        Placement<T> placement = new Placement<>(topic, key, forAll);
        TypeInformation<T> type = AvroTypes.ofGenerated(topic.type());
        TypeInformation<Tuple2<Integer, T>> placedType = Types.TUPLE(Types.INT, type);
        DataStream<Tuple2<Integer, T>> placed = records.flatMap(
                        (T record, Collector<Tuple2<Integer, T>> out) ->
                                placement.of(record, partition -> out.collect(Tuple2.of(partition, record))),
                        placedType)
                .name("placed " + topic.name())
                .uid("placed-" + topic.name());
        DataStream<Tuple2<Integer, T>> ordered = placed.keyBy(record -> record.f0, Types.INT)
                .transform("order " + topic.name(), placedType, new TimeOrder<>(type, key, eventTime, lagMillis))
                .uid("order-" + topic.name());
        attach(
                ordered,
                config,
                job,
                topic,
                new PlacedSerializer<>(new TopicRecordSerializer<>(topic, key, eventTime, registry(config))));
    }

    private static <R> void attach(
            DataStream<R> records,
            ReadableConfig config,
            String job,
            Topic<?> topic,
            KafkaRecordSerializationSchema<R> serializer) {
        Properties producer = KafkaClients.properties(config);
        producer.setProperty(
                "transaction.timeout.ms",
                Long.toString(config.get(JobConfig.TRANSACTION_TIMEOUT).toMillis()));
        producer.setProperty("linger.ms", "5");
        KafkaSink<R> sink = KafkaSink.<R>builder()
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setTransactionalIdPrefix(config.get(JobConfig.NAMESPACE) + "-" + job + "-" + topic.name())
                .setRecordSerializer(serializer)
                .build();
        records.sinkTo(new LossReportingSink<>(sink, topic.name(), KafkaClients.properties(config)))
                .name("sink " + topic.name())
                .uid("sink-" + topic.name());
    }

    private static String registry(ReadableConfig config) {
        return config.get(JobConfig.REGISTRY_URL);
    }
}
