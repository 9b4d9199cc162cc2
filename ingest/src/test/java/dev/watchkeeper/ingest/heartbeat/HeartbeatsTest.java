package dev.watchkeeper.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class HeartbeatsTest {

    private static final int PARTITIONS = 3;

    private static Cluster cluster() {
        Node node = new Node(1, "localhost", 1);
        List<PartitionInfo> partitions = List.of(Topics.SPANS, Topics.METRICS, Topics.LOGS).stream()
                .flatMap(topic -> IntStream.range(0, PARTITIONS)
                        .mapToObj(partition ->
                                new PartitionInfo(topic.name(), partition, node, new Node[] {node}, new Node[] {node})))
                .toList();
        return new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    }

    @Test
    void beat_reachesEveryPartitionOnce() {
        MockProducer<byte[], byte[]> producer = kafka();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Heartbeats heartbeats = new Heartbeats(
                new Publisher(producer, new WireFormat(new MockSchemaRegistryClient()), Clock.systemUTC()),
                new Ledger(meters),
                "ingest-0");
        assertThat(heartbeats.beat(1_000)).isCompleted();
        assertThat(producer.history().stream()
                        .map(sent -> sent.topic() + "-" + sent.partition())
                        .collect(Collectors.toSet()))
                .hasSize(3 * PARTITIONS);
        assertThat(producer.history()).hasSize(3 * PARTITIONS);
        assertThat(meters.get("watchkeeper.ingest.heartbeats")
                        .tag("topic", "telemetry.logs")
                        .counter()
                        .count())
                .isEqualTo(PARTITIONS);
    }

    @Test
    void records_areOfTheSyntheticEntity_atTheGivenTime() {
        HeartbeatRecords records = new HeartbeatRecords("ingest-0");
        MetricPoint point = records.point(1_500, 0);
        assertThat(point.getEntity().getType()).isEqualTo(EntityType.SYNTHETIC);
        assertThat(point.getEntity().getName()).isEqualTo("watchkeeper");
        assertThat(point.getMetric()).isEqualTo("heartbeat");
        assertThat(point.getData()).isEqualTo(new Gauge(1.0));
        assertThat(point.getTimeUnixNano()).isEqualTo(1_500_000_000L);
        assertThat(records.span(1_500, 0).getEndUnixNano()).isEqualTo(1_500_000_000L);
        assertThat(records.log(1_500, 0).getTimeUnixNano()).isEqualTo(1_500_000_000L);
    }

    @Test
    void ids_differByPartitionTimeAndWriter_soThatNoneIsTakenForADuplicate() {
        HeartbeatRecords one = new HeartbeatRecords("ingest-0");
        HeartbeatRecords two = new HeartbeatRecords("ingest-1");
        assertThat(Set.of(
                        one.span(1_000, 0).getTraceId(),
                        one.span(1_000, 1).getTraceId(),
                        one.span(2_000, 0).getTraceId(),
                        two.span(1_000, 0).getTraceId()))
                .hasSize(4)
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(Set.of(
                        one.point(1_000, 0).getStream(),
                        one.point(1_000, 1).getStream(),
                        two.point(1_000, 0).getStream()))
                .hasSize(3);
    }

    @Test
    void clock_beatsAtEventTimesThatLag() {
        MockProducer<byte[], byte[]> producer = kafka();
        WireFormat format = new WireFormat(new MockSchemaRegistryClient());
        Clock clock = Clock.fixed(Instant.ofEpochMilli(10_000), ZoneOffset.UTC);
        Heartbeats heartbeats = new Heartbeats(
                new Publisher(producer, format, clock), new Ledger(new SimpleMeterRegistry()), "ingest-0");
        try (HeartbeatClock beating = new HeartbeatClock(heartbeats, clock, Duration.ofSeconds(2), () -> true)) {
            beating.beat();
        }
        AvroDeserializer<LogRecord> logs = new AvroDeserializer<>(format, Topics.LOGS);
        assertThat(producer.history())
                .filteredOn(sent -> sent.topic().equals(Topics.LOGS.name()))
                .hasSize(PARTITIONS)
                .allSatisfy(
                        sent -> assertThat(logs.deserialize("", sent.value()).getTimeUnixNano())
                                .isEqualTo(8_000_000_000L));
    }

    @Test
    void clock_doesNotBeat_whileOlderTelemetryWaits() {
        MockProducer<byte[], byte[]> producer = kafka();
        Heartbeats heartbeats = new Heartbeats(
                new Publisher(producer, new WireFormat(new MockSchemaRegistryClient()), Clock.systemUTC()),
                new Ledger(new SimpleMeterRegistry()),
                "ingest-0");
        AtomicBoolean caughtUp = new AtomicBoolean();
        try (HeartbeatClock clock = new HeartbeatClock(heartbeats, Clock.systemUTC(), Duration.ZERO, caughtUp::get)) {
            clock.beat();
            assertThat(producer.history()).isEmpty();
            caughtUp.set(true);
            clock.beat();
            assertThat(producer.history()).hasSize(3 * PARTITIONS);
        }
    }

    @Test
    void clock_outlivesExceptions_andTellsThatAnErrorEndedIt() {
        AtomicInteger beats = new AtomicInteger();
        MockProducer<byte[], byte[]> failing =
                new MockProducer<>(cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized List<PartitionInfo> partitionsFor(String topic) {
                        if (beats.incrementAndGet() < 3) {
                            throw new KafkaException("down");
                        }
                        throw new OutOfMemoryError("not really");
                    }
                };
        Heartbeats heartbeats = new Heartbeats(
                new Publisher(failing, new WireFormat(new MockSchemaRegistryClient()), Clock.systemUTC()),
                new Ledger(new SimpleMeterRegistry()),
                "ingest-0");
        try (HeartbeatClock clock =
                HeartbeatClock.start(heartbeats, Clock.systemUTC(), Duration.ofMillis(1), Duration.ZERO, () -> true)) {
            Awaitility.await().until(() -> !clock.alive());
        }
        assertThat(beats).hasValue(3);
    }

    private static MockProducer<byte[], byte[]> kafka() {
        return new MockProducer<>(cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
