package dev.watchkeeper.ingest.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.Ingest;
import dev.watchkeeper.ingest.IngestConfig;
import dev.watchkeeper.ingest.IngestServer;
import dev.watchkeeper.ingest.Otlp;
import dev.watchkeeper.ingest.TestStack;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.topics.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Collector's topics on a real broker, with crashes at the worst moments. */
final class CollectorTopicsIT {

    private static final Clock CLOCK = Clock.fixed(Otlp.NOW, ZoneOffset.UTC);
    private static final String PROTOBUF_AND_JSON =
            "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"json\"}}]},"
                    + "\"scopeMetrics\":[{\"metrics\":[{\"name\":\"g\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\""
                    + Otlp.NANOS + "\",\"asInt\":\"7\"}]}}]}]}]}";

    private static final TestStack STACK = TestStack.shared();

    private static void write(String topic, byte[]... values) {
        Map<String, Object> properties = Map.of("bootstrap.servers", STACK.bootstrapServers());
        try (Producer<byte[], byte[]> collector =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                collector.send(new ProducerRecord<>(topic, value)); // the Collector's default: no key
            }
            collector.flush();
        }
    }

    @Test
    void protobufAndJson_areSniffed_andPoisonIsPutAside() {
        write(
                "otlp_metrics",
                Otlp.metrics(Otlp.service("proto"), Otlp.gauge("g", Otlp.number(1)))
                        .toByteArray(),
                "garbage".getBytes(UTF_8),
                PROTOBUF_AND_JSON.getBytes(UTF_8),
                new byte[0],
                "{\"resourceMetrics\":[{".getBytes(UTF_8));
        try (IngestServer ingest = IngestServer.start(
                new IngestConfig(STACK.settings("collector.topics.enabled=true", "collector.group.id=sniff")), CLOCK)) {
            assertThat(ingest.httpPort()).isPositive();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(STACK.values(Topics.METRICS).stream()
                                    .map(MetricPoint::getEntity)
                                    .map(entity -> entity.getName())
                                    .filter(name -> name.equals("proto") || name.equals("json")))
                            .containsExactlyInAnyOrder("proto", "json"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(STACK.values(Topics.TELEMETRY_REJECTED).stream()
                                    .filter(rejected -> rejected.getSource().startsWith("otlp_metrics-"))
                                    .map(Rejected::getReason))
                            .containsExactlyInAnyOrder("NOT_OTLP", "TRUNCATED"));
        }
    }

    /** Where the process dies: a call of the producer that never comes back. */
    @ParameterizedTest
    @ValueSource(strings = {"sendOffsetsToTransaction", "commitTransaction", "flush"})
    void death_betweenProduceAndCommit_leavesEachRecordExactlyOnce(String deadly) {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lines.add(Otlp.logs(
                            Otlp.service("exactly-once-" + deadly),
                            Otlp.log("line " + i).build())
                    .toByteArray());
        }
        write("otlp_logs", lines.toArray(byte[][]::new));

        IngestConfig config = new IngestConfig(STACK.settings(
                "instance.name=" + deadly, "collector.group.id=" + deadly, "collector.max.poll.records=20"));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicInteger calls = new AtomicInteger();
        Supplier<Producer<byte[], byte[]>> dying =
                () -> dyingAt(deadly, calls, new KafkaProducer<>(config.collectorProducerProperties()));
        CollectorSessions sessions = new CollectorSessions(
                () -> new KafkaConsumer<>(config.collectorConsumerProperties()),
                dying,
                producer -> new Ingest(new Decoder(1000), new Publisher(producer, STACK.format(), CLOCK), CLOCK),
                new Ledger(meters),
                Route.all(config.bounds()),
                CollectorEncoding.AUTO,
                1_000_000);
        try (CollectorTopics topics = CollectorTopics.start(sessions, Duration.ofMillis(10))) {
            assertThat(topics).isNotNull();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(bodies("exactly-once-" + deadly)).hasSizeGreaterThanOrEqualTo(200));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(calls.get()).as("deaths happened").isGreaterThan(3);
        assertThat(bodies("exactly-once-" + deadly)).hasSize(200).doesNotHaveDuplicates();
        assertThat(meters.find("watchkeeper.ingest.published").tag("via", "kafka").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .as("ledger counts what was committed")
                .isGreaterThanOrEqualTo(200);
    }

    @Test
    void heartbeats_afterADowntime_waitForWhatWaited() {
        byte[][] lines = new byte[60][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = Otlp.logs(Otlp.service("waited"), Otlp.log("line " + i).build())
                    .toByteArray();
        }
        write("otlp_logs", lines);
        try (IngestServer ingest = IngestServer.start(
                new IngestConfig(STACK.settings(
                        "instance.name=back-again",
                        "collector.topics.enabled=true",
                        "collector.group.id=back-again",
                        "collector.max.poll.records=1",
                        "heartbeat.interval.ms=20")),
                CLOCK)) {
            assertThat(ingest.httpPort()).isPositive();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> logs().stream().anyMatch(CollectorTopicsIT::heartbeat));
        }
        Map<Integer, Long> firstBeat = logs().stream()
                .filter(CollectorTopicsIT::heartbeat)
                .collect(Collectors.toMap(ConsumerRecord::partition, ConsumerRecord::offset, Math::min));
        assertThat(logs())
                .filteredOn(log -> log.value().getEntity().getName().equals("waited"))
                .hasSize(60)
                .allSatisfy(log ->
                        assertThat(log.offset()).isLessThan(firstBeat.getOrDefault(log.partition(), Long.MAX_VALUE)));
    }

    private static List<ConsumerRecord<byte[], LogRecord>> logs() {
        return STACK.committed(Topics.LOGS);
    }

    private static boolean heartbeat(ConsumerRecord<byte[], LogRecord> log) {
        return "back-again".equals(log.value().getAttributes().get("writer"));
    }

    private static List<String> bodies(String service) {
        return STACK.values(Topics.LOGS).stream()
                .filter(log -> log.getEntity().getName().equals(service))
                .map(LogRecord::getBody)
                .toList();
    }

    /** A producer that dies at every second such call, its work sent but not committed, and is not closed properly. */
    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> dyingAt(String deadly, AtomicInteger calls, Producer<byte[], byte[]> real) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(deadly) && calls.incrementAndGet() % 2 == 1) {
                        real.flush(); // what was produced has reached the broker, in an open transaction
                        throw new KafkaException("killed");
                    }
                    return invoke(real, method, arguments);
                });
    }

    private static @Nullable Object invoke(
            Object real, java.lang.reflect.Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
