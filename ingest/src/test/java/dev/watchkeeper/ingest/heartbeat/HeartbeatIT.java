package dev.watchkeeper.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.IngestConfig;
import dev.watchkeeper.ingest.IngestServer;
import dev.watchkeeper.ingest.TestStack;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Heartbeats of a running ingest on a real broker. */
final class HeartbeatIT {

    private static final TestStack STACK = TestStack.shared();

    @Test
    void everyPartition_hearsAgainAndAgain() {
        IngestConfig config =
                new IngestConfig(STACK.settings("heartbeat.interval.ms=200", "instance.name=the-beating-one"));
        try (IngestServer ingest = IngestServer.start(config, Clock.systemUTC())) {
            assertThat(ingest.httpPort()).isPositive();
            for (Topic<?> topic : List.of(Topics.SPANS, Topics.METRICS, Topics.LOGS)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(heard(topic))
                                .hasSize(topic.partitions())
                                .allSatisfy(
                                        (partition, times) -> assertThat(times).isGreaterThan(2)));
            }
        }
    }

    private static <T extends SpecificRecord> Map<Integer, Long> heard(Topic<T> topic) {
        return STACK.committed(topic).stream()
                .filter(one -> one.value().toString().contains("the-beating-one"))
                .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
    }
}
