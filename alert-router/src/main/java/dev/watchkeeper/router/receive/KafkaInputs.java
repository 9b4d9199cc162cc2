package dev.watchkeeper.router.receive;

import dev.watchkeeper.router.decide.Input;
import dev.watchkeeper.router.decide.Partition;
import dev.watchkeeper.router.decide.Position;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import dev.watchkeeper.schemas.wire.UndecodableRecord;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code incidents} and {@code verdicts} without a consumer group: partitions are assigned and sought from the
 * log's offsets. Where the consumer stands elsewhere than the log says, the log is right. Not thread-safe.
 */
public final class KafkaInputs implements Inputs, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaInputs.class);
    private static final List<String> TOPICS = List.of(Topics.INCIDENTS.name(), Topics.VERDICTS.name());

    private final Consumer<byte[], byte[]> consumer;
    private final AvroDeserializer<Incident> incidents;
    private final AvroDeserializer<Verdict> verdicts;
    private final Duration wait;
    private final Duration lookAround;
    private final Clock clock;
    /** What the consumer stands at: the offset after the last record that was handed on, or the one it was sought to. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private Set<Partition> existing = Set.of();
    private long lookedAtMillis;

    /**
     * Reads through a consumer with {@code isolation.level=read_committed}, {@code auto.offset.reset=none} and no
     * group.
     *
     * @param wait how long an empty batch is waited for
     * @param lookAround how often new partitions are looked for
     */
    public KafkaInputs(
            Consumer<byte[], byte[]> consumer, WireFormat format, Duration wait, Duration lookAround, Clock clock) {
        this.consumer = consumer;
        this.incidents = new AvroDeserializer<>(format, Topics.INCIDENTS);
        this.verdicts = new AvroDeserializer<>(format, Topics.VERDICTS);
        this.wait = wait;
        this.lookAround = lookAround;
        this.clock = clock;
    }

    @Override
    public List<Input> receive(Map<Partition, Long> offsets) {
        try {
            lookAround();
            List<Input> begun = begun(offsets);
            if (!begun.isEmpty()) {
                return begun;
            }
            stand(offsets);
            return consumer.assignment().isEmpty() ? List.of() : decoded(consumer.poll(wait));
        } catch (OffsetOutOfRangeException e) {
            return moved(e.offsetOutOfRangePartitions());
        } catch (RetriableException e) {
            LOG.warn("Kafka is not ready", e);
            return List.of();
        }
    }

    private void lookAround() {
        long now = clock.millis();
        if (!existing.isEmpty() && now < lookedAtMillis + lookAround.toMillis()) {
            return;
        }
        lookedAtMillis = now; // also where it fails: what is known is read meanwhile
        Set<Partition> found = new HashSet<>();
        for (String topic : TOPICS) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos != null) {
                infos.forEach(info -> found.add(new Partition(info.topic(), info.partition())));
            }
        }
        existing = found;
    }

    private List<Input> begun(Map<Partition, Long> offsets) {
        Set<TopicPartition> unknown = existing.stream()
                .filter(partition -> !offsets.containsKey(partition))
                .map(KafkaInputs::kafkas)
                .collect(Collectors.toSet());
        if (unknown.isEmpty()) {
            return List.of();
        }
        List<Input> begun = new ArrayList<>();
        consumer.beginningOffsets(unknown)
                .forEach((partition, offset) -> begun.add(new Input.Begun(ours(partition), offset)));
        return begun;
    }

    /** Assigns and seeks where the consumer doesn't stand where the log says. */
    private void stand(Map<Partition, Long> offsets) {
        Set<TopicPartition> wanted = offsets.keySet().stream()
                .filter(existing::contains)
                .map(KafkaInputs::kafkas)
                .collect(Collectors.toSet());
        if (!wanted.equals(consumer.assignment())) {
            consumer.assign(wanted);
            next.clear();
        }
        for (TopicPartition partition : wanted) {
            Long offset = offsets.get(ours(partition));
            // After the last record the consumer may stand beyond the log's offset, past a transaction's marker.
            if (offset != null && !offset.equals(next.get(partition))) {
                consumer.seek(partition, offset);
                next.put(partition, offset);
            }
        }
    }

    private List<Input> decoded(ConsumerRecords<byte[], byte[]> records) {
        List<Input> inputs = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                try {
                    inputs.add(decoded(record));
                    next.put(partition, record.offset() + 1);
                } catch (RegistryUnavailable e) {
                    LOG.warn("{}@{} waits for the schema registry", partition, record.offset(), e);
                    consumer.seek(partition, record.offset());
                    break;
                }
            }
        }
        return inputs;
    }

    private Input decoded(ConsumerRecord<byte[], byte[]> record) {
        Position position = new Position(new Partition(record.topic(), record.partition()), record.offset());
        try {
            return record.topic().equals(Topics.INCIDENTS.name())
                    ? new Input.OfIncident(position, incidents.deserialize(record.topic(), record.value()))
                    : new Input.OfVerdict(position, verdicts.deserialize(record.topic(), record.value()));
        } catch (UndecodableRecord e) {
            LOG.warn("{} cannot be read ({}): {}", position, e.reason(), e.getMessage());
            return new Input.Unreadable(position, e.reason().name(), String.valueOf(e.getMessage()));
        }
    }

    private List<Input> moved(Map<TopicPartition, Long> outOfRange) {
        List<Input> moved = new ArrayList<>();
        consumer.beginningOffsets(outOfRange.keySet()).forEach((partition, beginning) -> {
            long from = outOfRange.getOrDefault(partition, -1L);
            LOG.error("{}: offset {} is not there any more, reading goes on at {}", partition, from, beginning);
            next.remove(partition);
            moved.add(new Input.Moved(ours(partition), from, beginning));
        });
        return moved;
    }

    private static TopicPartition kafkas(Partition partition) {
        return new TopicPartition(partition.topic(), partition.number());
    }

    private static Partition ours(TopicPartition partition) {
        return new Partition(partition.topic(), partition.partition());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
