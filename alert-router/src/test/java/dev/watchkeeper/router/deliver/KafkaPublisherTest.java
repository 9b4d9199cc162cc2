package dev.watchkeeper.router.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.router.decide.Desk;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {

    private final Desk desk = Desk.withDefaults().takes(Desk.incident("i", 1, 0.95));
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Clock clock = Clock.fixed(Instant.ofEpochMilli(Desk.NOON), ZoneOffset.UTC);
    private final Clock moving = new MovingClock();
    private final KafkaPublisher publisher = new KafkaPublisher(
            producer, new WireFormat(new MockSchemaRegistryClient()), new InPlace(), Duration.ofSeconds(1), moving);

    @Test
    void unpublished_isPublishedOnce_keyedByIncidentAndReview() {
        publisher.publish(desk.state.unpublished());
        publisher.publish(desk.state.unpublished());

        assertThat(publisher.confirmedThrough()).isEqualTo(2);
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("decisions", "reviews");
        assertThat(producer.history())
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("i", desk.review("i").getId());
        assertThat(Topics.DECISIONS.name()).isEqualTo("decisions");
    }

    @Test
    void kafkaAway_isTriedAgainAfterThePause() {
        producer.sendException = new TimeoutException("away");
        publisher.publish(desk.state.unpublished());
        producer.sendException = null;
        publisher.publish(desk.state.unpublished());
        assertThat(publisher.confirmedThrough()).isZero();

        clock = Clock.offset(clock, Duration.ofSeconds(1));
        publisher.publish(desk.state.unpublished());
        assertThat(publisher.confirmedThrough()).isEqualTo(2);
    }

    @Test
    void kafkaRefuses_isNotPassedOver() {
        producer.sendException = new RecordTooLargeException("too large");
        publisher.publish(desk.state.unpublished());

        assertThatThrownBy(publisher::confirmedThrough)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("publication 1 is refused");
    }

    private final class MovingClock extends Clock {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }
    }

    /** Runs in the caller. */
    private static final class InPlace extends AbstractExecutorService implements ExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
