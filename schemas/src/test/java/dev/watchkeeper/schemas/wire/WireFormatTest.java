package dev.watchkeeper.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the registry client's own in-memory registry; the real one is in the rooms' integration tests. */
final class WireFormatTest {

    private final WireFormat format = new WireFormat(new MockSchemaRegistryClient());
    private final AvroSerializer<Rejected> serializer = new AvroSerializer<>(format, Topics.TELEMETRY_REJECTED);
    private final AvroDeserializer<Rejected> deserializer = new AvroDeserializer<>(format, Topics.TELEMETRY_REJECTED);

    @Test
    void record_writtenAndRead_isTheSame() {
        Rejected record = rejected();
        assertThat(deserializer.deserialize("", serializer.serialize("", record)))
                .isEqualTo(record);
    }

    @Test
    void bytes_beginWithZeroAndTheSchemasId() {
        byte[] bytes = serializer.serialize("", rejected());
        assertThat(bytes[0]).isZero();
        assertThat(format.schema(ByteBuffer.wrap(bytes, 1, 4).getInt())).isEqualTo(Rejected.getClassSchema());
    }

    @Test
    void unknownSchemaId_isUndecodable_withItsReason() {
        byte[] bytes = serializer.serialize("", rejected());
        bytes[1] = 0x7f;
        assertUndecodable(bytes, UndecodableRecord.Reason.UNKNOWN_SCHEMA);
    }

    @Test
    void unknownIds_areRememberedUpToABound() {
        for (int id = 1; id <= WireFormat.UNUSABLE_IDS + 1; id++) {
            int unknown = id;
            assertThatThrownBy(() -> format.schema(unknown)).isInstanceOf(UndecodableRecord.class);
        }
        assertThat(format.unusableIds()).isEqualTo(WireFormat.UNUSABLE_IDS);
    }

    @Test
    void otherTopicsRecord_isUndecodable_withItsReason() {
        byte[] verdict = new AvroSerializer<>(format, Topics.VERDICTS).serialize("", verdict());
        assertUndecodable(verdict, UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void bytes_shorterThanTheHeader_areNotWireFormat(int length) {
        assertUndecodable(new byte[length], UndecodableRecord.Reason.NOT_WIRE_FORMAT);
    }

    @Test
    void everyTruncation_isUndecodable_andNothingElseEscapes() {
        byte[] whole = serializer.serialize("", rejected());
        for (int length = WireFormat.HEADER_BYTES; length < whole.length; length++) {
            assertUndecodable(Arrays.copyOf(whole, length), UndecodableRecord.Reason.DAMAGED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE - 8, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1})
    void absurdLength_isUndecodable(long length) {
        byte[] header = Arrays.copyOf(serializer.serialize("", rejected()), WireFormat.HEADER_BYTES);
        byte[] body = new byte[10];
        int bytes = BinaryData.encodeLong(length, body, 0);
        byte[] record = Arrays.copyOf(header, header.length + bytes);
        System.arraycopy(body, 0, record, header.length, bytes);
        assertUndecodable(record, UndecodableRecord.Reason.DAMAGED);
    }

    private void assertUndecodable(byte[] bytes, UndecodableRecord.Reason reason) {
        assertThatThrownBy(() -> deserializer.deserialize("", bytes))
                .isInstanceOfSatisfying(
                        UndecodableRecord.class,
                        undecodable -> assertThat(undecodable.reason()).isEqualTo(reason));
    }

    private static Rejected rejected() {
        return Rejected.newBuilder()
                .setSource("test")
                .setReason("NOT_OTLP")
                .setFault(dev.watchkeeper.schemas.record.Fault.SENDER)
                .setDetail("found this, expected that")
                .setWhere("test")
                .setTimeMillis(1)
                .build();
    }

    private static Verdict verdict() {
        return Verdict.newBuilder()
                .setId("v")
                .setReviewId("r")
                .setReviewRevision(1)
                .setDecisionId("d")
                .setIncidentId("i")
                .setTenant("default")
                .setAnswer(dev.watchkeeper.schemas.record.Answer.APPROVE)
                .setLabel(dev.watchkeeper.schemas.record.Label.ANOMALY)
                .setNotify(true)
                .setReceiver("oncall")
                .setPayload("{}")
                .setReviewer("somebody")
                .setTimeMillis(1)
                .build();
    }
}
