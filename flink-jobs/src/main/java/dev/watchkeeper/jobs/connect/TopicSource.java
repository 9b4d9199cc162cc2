package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.topics.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Reads one topic: committed records only, from the checkpoint's offsets, without one from the group's committed
 * offsets, without those from the beginning. Watermarks are per partition (see {@link PartitionWatermarks}); what does
 * not decode or comes late (see {@link Lateness}) goes to {@link Stream#rejected()} and the job goes on.
 *
 * <pre>
 *  Kafka ──▶ source TOPIC ──Arrival──▶ gate TOPIC ──▶ records
 *                                          └────────▶ rejected
 * </pre>
 */
public final class TopicSource {

    private TopicSource() {}

    /**
     * What a topic gives.
     *
     * @param records decoded and in time; watermarks flow with them
     * @param rejected the others, for {@code jobs.rejected}
     */
    public record Stream<T>(DataStream<T> records, DataStream<Rejected> rejected) {}

    /**
     * Adds the source of a topic to a job; its operators have the uids {@code source-TOPIC} and {@code gate-TOPIC}.
     *
     * @param job names the consumer group, and the job in rejections
     * @param eventTime a record's event time in epoch milliseconds
     */
    public static <T extends SpecificRecord> Stream<T> attach(
            StreamExecutionEnvironment env, ReadableConfig config, String job, Topic<T> topic, EventTime<T> eventTime) {
        String where = job + "/gate-" + topic.name();
        long boundMillis = config.get(JobConfig.OUT_OF_ORDERNESS).toMillis();
        KafkaSource<Arrival<T>> source = KafkaSource.<Arrival<T>>builder()
                .setProperties(KafkaClients.properties(config))
                .setTopics(topic.name())
                .setGroupId(config.get(JobConfig.NAMESPACE) + "-" + job)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setProperty("isolation.level", "read_committed")
                .setDeserializer(new ArrivalDeserializer<>(topic, eventTime, config.get(JobConfig.REGISTRY_URL), where))
                .build();
        WatermarkStrategy<Arrival<T>> watermarks = WatermarkStrategy.<Arrival<T>>forGenerator(
                        context -> new PartitionWatermarks<>(boundMillis))
                .withTimestampAssigner((arrival, kafkaTimestamp) -> arrival.timeMillis);
        // A reader without partitions would hold the watermark for ever.
        int readers = Math.min(config.get(JobConfig.PARALLELISM), topic.partitions());
        SingleOutputStreamOperator<T> records = env.fromSource(
                        source, watermarks, "source " + topic.name(), ArrivalDeserializer.typeOf(topic.type()))
                .uid("source-" + topic.name())
                .setParallelism(readers)
                .process(new LatenessGate<T>(topic.name(), where, boundMillis), AvroTypes.ofGenerated(topic.type()))
                .name("gate " + topic.name())
                .uid("gate-" + topic.name())
                .setParallelism(readers);
        return new Stream<>(records, records.getSideOutput(Rejections.TAG));
    }
}
