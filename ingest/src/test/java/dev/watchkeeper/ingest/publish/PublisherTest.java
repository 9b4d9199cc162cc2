package dev.watchkeeper.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.Otlp;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.normalize.Normalized;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class PublisherTest {

    private static final Sender SENDER = new Sender("default", "test");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Publisher publisher =
            new Publisher(producer, new WireFormat(new MockSchemaRegistryClient()), Clock.systemUTC());
    private final Route<ExportLogsServiceRequest, LogRecord> route = Route.logs(Bounds.DEFAULTS);

    @Test
    void recordTooLargeForKafka_isRejected_andTheOthersArePublished() {
        List<LogRecord> records = new ArrayList<>(normalized("small", "large", "larger", "small"));
        records.get(1).setBody("x".repeat(Publisher.MAX_RECORD_BYTES));
        records.get(2).setBody("x".repeat(Publisher.MAX_RECORD_BYTES + 1));

        Published published = publisher
                .publish(route, new Normalized<>(records, List.of()), SENDER)
                .join();

        assertThat(published.records()).isEqualTo(2);
        assertThat(published.rejections())
                .extracting(Rejection::reason, Rejection::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Reason.TOO_LARGE, 2));
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("telemetry.logs", "telemetry.logs", "telemetry.rejected");
    }

    @Test
    void detailOfMegabytes_isPutOnRecordAllTheSame() {
        String name = "m".repeat(5_000_000);
        Normalized<dev.watchkeeper.schemas.record.MetricPoint> refused = Route.metrics(Bounds.DEFAULTS)
                .normalizer()
                .normalize(
                        Otlp.metrics(Otlp.service("orders"), Otlp.gauge(name, Otlp.number(Double.NaN))),
                        SENDER,
                        Otlp.NANOS);
        publisher.publish(Route.metrics(Bounds.DEFAULTS), refused, SENDER).join();
        assertThat(producer.history())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).hasSizeBetween(1_024, 10_000));
    }

    private List<LogRecord> normalized(String... bodies) {
        io.opentelemetry.proto.logs.v1.LogRecord[] sent = new io.opentelemetry.proto.logs.v1.LogRecord[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            sent[i] = Otlp.log(bodies[i]).build();
        }
        return route.normalizer()
                .normalize(Otlp.logs(Otlp.service("orders"), sent), SENDER, Otlp.NANOS)
                .records();
    }
}
