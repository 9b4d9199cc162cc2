package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.topics.Topic;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * Says which partitions of a topic a record is for: the one of its key, where Kafka's own partitioner would put it, or
 * all of them.
 */
final class Placement<T> implements Serializable {

    private final int partitions;
    private final RecordKey<T> key;
    private final ForAll<T> forAll;

    Placement(Topic<?> topic, RecordKey<T> key, ForAll<T> forAll) {
        this.partitions = topic.partitions();
        this.key = key;
        this.forAll = forAll;
    }

    /** Names each partition that the record is for. */
    void of(T record, IntConsumer partition) {
        if (forAll.test(record)) {
            IntStream.range(0, partitions).forEach(partition);
        } else {
            byte[] bytes = key.of(record).getBytes(StandardCharsets.UTF_8);
            partition.accept(Utils.toPositive(Utils.murmur2(bytes)) % partitions);
        }
    }
}
