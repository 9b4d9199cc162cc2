package dev.watchkeeper.router.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.router.decide.Desk;
import dev.watchkeeper.router.decide.Input;
import dev.watchkeeper.router.decide.Partition;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaInputsTest {

    private static final TopicPartition INCIDENTS = new TopicPartition("incidents", 0);
    private static final TopicPartition VERDICTS = new TopicPartition("verdicts", 0);

    private final AwayRegistry registry = new AwayRegistry();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final AvroSerializer<Incident> serializer =
            new AvroSerializer<>(new WireFormat(registry), Topics.INCIDENTS);
    private final KafkaInputs inputs = new KafkaInputs(
            consumer,
            new WireFormat(registry),
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            Clock.fixed(Instant.ofEpochMilli(Desk.NOON), ZoneOffset.UTC));

    KafkaInputsTest() {
        List.of(INCIDENTS, VERDICTS)
                .forEach(partition -> consumer.updatePartitions(
                        partition.topic(),
                        List.of(new PartitionInfo(partition.topic(), 0, Node.noNode(), new Node[0], new Node[0]))));
        consumer.updateBeginningOffsets(Map.of(INCIDENTS, 0L, VERDICTS, 3L));
    }

    @Test
    void firstStart_saysWhereItBegins() {
        assertThat(inputs.receive(Map.of()))
                .containsExactlyInAnyOrder(new Input.Begun(Desk.INCIDENTS, 0), new Input.Begun(Desk.VERDICTS, 3));
        assertThat(consumer.assignment()).isEmpty();
    }

    @Test
    void recordsAfterTheLogsOffsets_areHandedOn_andAgainWhereTheyWereNotAppended() {
        Map<Partition, Long> offsets = Map.of(Desk.INCIDENTS, 1L, Desk.VERDICTS, 3L);
        inputs.receive(offsets);
        records(0, 3);

        assertThat(inputs.receive(offsets)).extracting(KafkaInputsTest::place).containsExactly("i1", "i2");
        records(1, 3);
        assertThat(inputs.receive(offsets))
                .as("the log did not take them: the log is right")
                .extracting(KafkaInputsTest::place)
                .containsExactly("i1", "i2");
        assertThat(inputs.receive(Map.of(Desk.INCIDENTS, 3L, Desk.VERDICTS, 3L)))
                .isEmpty();
    }

    @Test
    void registryAway_handsOnWhatItCouldRead_andTheRestLater() {
        Map<Partition, Long> offsets = Map.of(Desk.INCIDENTS, 0L, Desk.VERDICTS, 3L);
        inputs.receive(offsets);
        registry.away = true;
        records(0, 2);
        assertThat(inputs.receive(offsets)).isEmpty();
        assertThat(consumer.position(INCIDENTS)).isZero();

        registry.away = false;
        records(0, 2);
        assertThat(inputs.receive(offsets)).hasSize(2);
    }

    @Test
    void garbage_isUnreadableWithItsReason() {
        Map<Partition, Long> offsets = Map.of(Desk.INCIDENTS, 0L, Desk.VERDICTS, 3L);
        inputs.receive(offsets);
        consumer.addRecord(new ConsumerRecord<>("incidents", 0, 0, new byte[0], new byte[] {9, 9}));
        consumer.addRecord(new ConsumerRecord<>("incidents", 0, 1, new byte[0], null));

        assertThat(inputs.receive(offsets))
                .allSatisfy(input -> assertThat(input)
                        .isInstanceOfSatisfying(
                                Input.Unreadable.class,
                                unreadable -> assertThat(unreadable.reason()).isEqualTo("NOT_WIRE_FORMAT")));
    }

    @Test
    void offsetThatIsGone_isSaidToHaveMoved() {
        Map<Partition, Long> offsets = Map.of(Desk.INCIDENTS, 7L, Desk.VERDICTS, 3L);
        inputs.receive(offsets);
        consumer.updateBeginningOffsets(Map.of(INCIDENTS, 20L, VERDICTS, 3L));
        consumer.setPollException(
                new org.apache.kafka.clients.consumer.OffsetOutOfRangeException(Map.of(INCIDENTS, 7L)));

        assertThat(inputs.receive(offsets)).containsExactly(new Input.Moved(Desk.INCIDENTS, 7, 20));
    }

    private void records(int from, int to) {
        for (int i = from; i < to; i++) {
            consumer.addRecord(new ConsumerRecord<>(
                    "incidents", 0, i, new byte[0], serializer.serialize("", Desk.incident("i" + i, 1, 0.9))));
        }
    }

    private static String place(Input input) {
        return input instanceof Input.OfIncident incident ? incident.incident().getId() : input.toString();
    }

    /** A registry that may be away. */
    private static final class AwayRegistry extends MockSchemaRegistryClient {
        private boolean away;

        @Override
        public ParsedSchema getSchemaById(int id)
                throws IOException, io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException {
            if (away) {
                throw new IOException("away");
            }
            return super.getSchemaById(id);
        }
    }
}
