package dev.watchkeeper.ingest.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class BacklogTest {

    private static final String TOPIC = "otlp_logs";
    private static final TopicPartition OURS = new TopicPartition(TOPIC, 0);
    private static final TopicPartition OTHERS = new TopicPartition(TOPIC, 1);

    /** What the other process has committed; Kafka's stand-in knows only its own. */
    private long committedByOther;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            assertThat(partitions).containsExactly(OTHERS);
            return Map.of(OTHERS, new OffsetAndMetadata(committedByOther));
        }
    };
    private final Backlog backlog = new Backlog();

    private void holds(long ours, long others) {
        Node node = new Node(1, "localhost", 1);
        Node[] nodes = {node};
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, node, nodes, nodes),
                        new PartitionInfo(TOPIC, 1, node, nodes, nodes)));
        consumer.assign(List.of(OURS));
        consumer.updateBeginningOffsets(Map.of(OURS, 0L, OTHERS, 0L));
        consumer.updateEndOffsets(Map.of(OURS, ours, OTHERS, others));
    }

    private boolean gone() {
        backlog.look(consumer, List.of(TOPIC));
        return backlog.gone();
    }

    private void read(long offset) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, new byte[0], new byte[0]));
        consumer.poll(Duration.ZERO);
    }

    @Test
    void backlog_beforeTheFirstLook_isNotGone() {
        assertThat(backlog.gone()).isFalse();
    }

    @Test
    void backlog_ofEmptyTopics_isGoneAtOnce() {
        holds(0, 0);
        assertThat(gone()).isTrue();
    }

    @Test
    void backlog_isGone_withItsLastRecord_andDoesNotComeBack() {
        holds(2, 0);
        assertThat(gone()).isFalse();
        read(0);
        assertThat(gone()).isFalse();
        read(1);
        assertThat(gone()).isTrue();
        consumer.updateEndOffsets(Map.of(OURS, 100L));
        assertThat(gone()).isTrue();
    }

    @Test
    void backlog_thatAnotherProcessReads_isWaitedForToo() {
        holds(0, 10);
        assertThat(gone()).isFalse();
        committedByOther = 8;
        assertThat(gone()).isFalse();
        committedByOther = 9;
        assertThat(gone()).isTrue();
    }
}
