package dev.watchkeeper.ingest.collector;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What stood in the Collector's topics when ingest started, until the group has carried all of it over. It is older than
 * now, so whoever writes at now before it is gone makes it late. Looked at by one thread, asked by any.
 */
final class Backlog {

    private @Nullable Map<TopicPartition, Long> left;
    private volatile boolean gone;

    /** Whether all of it has been carried over; once true, always true. */
    boolean gone() {
        return gone;
    }

    /** Looks how far the group is; the consumer has committed all that it has returned. */
    void look(Consumer<?, ?> consumer, Collection<String> topics) {
        if (gone) {
            return;
        }
        if (left == null) {
            left = standing(consumer, topics);
        }
        Map<TopicPartition, Long> waiting = left;
        Set<TopicPartition> ours = consumer.assignment();
        Set<TopicPartition> others = new HashSet<>(waiting.keySet());
        others.removeAll(ours);
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
                others.isEmpty() ? Map.of() : consumer.committed(others);
        waiting.entrySet()
                .removeIf(partition -> ours.contains(partition.getKey())
                        ? consumer.position(partition.getKey()) >= partition.getValue()
                        : carriedOver(committed.get(partition.getKey()), partition.getValue()));
        gone = waiting.isEmpty();
    }

    private static Map<TopicPartition, Long> standing(Consumer<?, ?> consumer, Collection<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        ends.entrySet().removeIf(end -> end.getValue() <= beginnings.getOrDefault(end.getKey(), 0L));
        return ends;
    }

    /** One offset less will do: where a transaction's end marker is the last, nobody ever commits past it. */
    private static boolean carriedOver(@Nullable OffsetAndMetadata committed, long end) {
        return committed != null && committed.offset() >= end - 1;
    }
}
