package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private final Placement<String> placement = new Placement<>(Topics.SERIES, key -> key, "beat"::equals);

    @Test
    void record_isWhereKafkasPartitionerPutsItsKey() {
        for (int i = 0; i < 100; i++) {
            String key = "default/service//demo/shop/orders/s" + i;
            assertThat(of(key))
                    .containsExactly(BuiltInPartitioner.partitionForKey(
                            key.getBytes(StandardCharsets.UTF_8), Topics.SERIES.partitions()));
        }
    }

    @Test
    void recordForAll_isInEveryPartition() {
        assertThat(of("beat")).containsExactly(0, 1);
    }

    private List<Integer> of(String key) {
        List<Integer> partitions = new ArrayList<>();
        placement.of(key, partitions::add);
        return partitions;
    }
}
