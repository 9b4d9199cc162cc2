package dev.watchkeeper.ingest.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.Ingest;
import dev.watchkeeper.ingest.Otlp;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** One session with Kafka's own stand-ins; the real ones are in the integration test. */
final class CollectorSessionTest {

    private static final Clock CLOCK = Clock.fixed(Otlp.NOW, ZoneOffset.UTC);
    private static final TopicPartition LOGS = new TopicPartition("otlp_logs", 0);

    @Test
    void recordOverTheBound_isRefusedUnread_andItsNeighbourTaken() {
        byte[] taken =
                Otlp.logs(Otlp.service("orders"), Otlp.log("short").build()).toByteArray();
        byte[] refused = Otlp.logs(
                        Otlp.service("orders"), Otlp.log("one more character").build())
                .toByteArray();
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(LOGS));
        consumer.updateBeginningOffsets(Map.of(LOGS, 0L));
        consumer.addRecord(new ConsumerRecord<>(LOGS.topic(), 0, 0, new byte[0], taken));
        consumer.addRecord(new ConsumerRecord<>(LOGS.topic(), 0, 1, new byte[0], refused));
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        WireFormat format = new WireFormat(new MockSchemaRegistryClient());

        CollectorSession session = new CollectorSession(
                consumer,
                producer,
                new Ingest(new Decoder(1000), new Publisher(producer, format, CLOCK), CLOCK),
                new Ledger(new SimpleMeterRegistry()),
                Map.of(LOGS.topic(), Route.logs(Bounds.DEFAULTS)),
                CollectorEncoding.AUTO,
                taken.length,
                new Backlog());
        session.carryOver();

        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("telemetry.logs", "telemetry.rejected");
        assertThat(new AvroDeserializer<>(format, Topics.TELEMETRY_REJECTED)
                        .deserialize("", producer.history().get(1).value())
                        .getReason())
                .isEqualTo("TOO_LARGE");
    }
}
