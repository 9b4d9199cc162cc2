package dev.watchkeeper.router.deliver;

import dev.watchkeeper.router.decide.Publication;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroSerializer;
import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to {@code decisions} and {@code reviews}. Readers upsert by id and revision, so a revision that is written
 * again after a crash, with the same bytes, is the same revision.
 */
public final class KafkaPublisher implements Publisher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);
    private static final int MOST_AT_ONCE = 500;

    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<Decision> decisions;
    private final AvroSerializer<Review> reviews;
    private final ExecutorService lane;
    private final Duration pause;
    private final Clock clock;
    private volatile long confirmed;
    private volatile boolean underWay;
    private volatile long notBeforeMillis;
    private volatile @Nullable Throwable damage;

    /**
     * Publishes through a producer with acks=all.
     *
     * @param lane one thread, on which the producer may block
     * @param pause how long to wait after a failure
     */
    public KafkaPublisher(
            Producer<byte[], byte[]> producer, WireFormat format, ExecutorService lane, Duration pause, Clock clock) {
        this.producer = producer;
        this.decisions = new AvroSerializer<>(format, Topics.DECISIONS);
        this.reviews = new AvroSerializer<>(format, Topics.REVIEWS);
        this.lane = lane;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public void publish(SortedMap<Long, Publication> unpublished) {
        if (underWay || clock.millis() < notBeforeMillis) {
            return;
        }
        SortedMap<Long, Publication> next = new TreeMap<>();
        for (Map.Entry<Long, Publication> each : unpublished.entrySet()) {
            if (each.getKey() > confirmed && next.size() < MOST_AT_ONCE) {
                next.put(each.getKey(), each.getValue());
            }
        }
        if (!next.isEmpty()) {
            underWay = true;
            lane.execute(() -> send(next));
        }
    }

    /** @throws IllegalStateException Kafka refuses for good, and a new producer has to begin: end the program */
    @Override
    public long confirmedThrough() {
        Throwable failure = damage;
        if (failure != null) {
            throw new IllegalStateException("publication " + (confirmed + 1) + " is refused", failure);
        }
        return confirmed;
    }

    private void send(SortedMap<Long, Publication> batch) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (Publication each : batch.values()) {
                sent.add(producer.send(encoded(each)));
            }
            producer.flush();
            long through = confirmed;
            List<Long> numbers = List.copyOf(batch.keySet());
            for (int i = 0; i < sent.size(); i++) {
                sent.get(i).get(1, TimeUnit.MINUTES);
                through = numbers.get(i);
                confirmed = through;
            }
        } catch (ExecutionException | TimeoutException | KafkaException | RegistryUnavailable e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            if (cause instanceof KafkaException && !(cause instanceof RetriableException)) {
                damage = cause;
                return;
            }
            LOG.warn(
                    "publications {} to {} are not acknowledged from {} on, again in {}",
                    batch.firstKey(),
                    batch.lastKey(),
                    confirmed + 1,
                    pause,
                    cause);
            notBeforeMillis = clock.millis() + pause.toMillis();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay = false;
        }
    }

    private ProducerRecord<byte[], byte[]> encoded(Publication publication) {
        Decision decision = publication.decision();
        if (decision != null) {
            return record(
                    Topics.DECISIONS.name(),
                    decision.getUpdatedAtMillis(),
                    decision.getSubjectId(),
                    decisions.serialize(Topics.DECISIONS.name(), decision));
        }
        Review review = Objects.requireNonNull(publication.review(), "one of the two");
        return record(
                Topics.REVIEWS.name(),
                review.getUpdatedAtMillis(),
                review.getId(),
                reviews.serialize(Topics.REVIEWS.name(), review));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long timeMillis, String key, byte[] value) {
        return new ProducerRecord<>(
                topic, null, timeMillis, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value);
    }

    /** Ends; what isn't acknowledged is published after the next start. */
    @Override
    public void close() {
        lane.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
