package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.topics.Topic;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;

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
        Properties producer = KafkaClients.properties(config);
        producer.setProperty(
                "transaction.timeout.ms",
                Long.toString(config.get(JobConfig.TRANSACTION_TIMEOUT).toMillis()));
        producer.setProperty("linger.ms", "5");
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setTransactionalIdPrefix(config.get(JobConfig.NAMESPACE) + "-" + job + "-" + topic.name())
                .setRecordSerializer(
                        new TopicRecordSerializer<>(topic, key, eventTime, config.get(JobConfig.REGISTRY_URL)))
                .build();
        records.sinkTo(sink).name("sink " + topic.name()).uid("sink-" + topic.name());
    }
}
