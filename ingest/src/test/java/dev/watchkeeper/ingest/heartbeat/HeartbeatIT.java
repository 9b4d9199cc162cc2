package dev.watchkeeper.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.IngestConfig;
import dev.watchkeeper.ingest.IngestServer;
import dev.watchkeeper.ingest.TestStack;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Heartbeats of a running ingest on a real broker. */
final class HeartbeatIT {

    @Test
    void everyPartition_hearsAgainAndAgain() throws Exception {
        try (TestStack stack = TestStack.start();
                IngestServer ingest = IngestServer.start(
                        new IngestConfig(stack.settings("heartbeat.interval.ms=200")), Clock.systemUTC())) {
            assertThat(ingest.httpPort()).isPositive();
            for (Topic<?> topic : List.of(Topics.SPANS, Topics.METRICS, Topics.LOGS)) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(stack.committed(topic).stream()
                                        .collect(Collectors.groupingBy(
                                                ConsumerRecord::partition, Collectors.counting())))
                                .hasSize(topic.partitions())
                                .allSatisfy(
                                        (partition, heard) -> assertThat(heard).isGreaterThan(2)));
            }
        }
    }
}
