package dev.watchkeeper.local.smoke;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the platform says, as any reader of its topics would: committed records only. */
final class Observer implements AutoCloseable {

    /** A record and when it could first be read. */
    record Seen<T>(T value, Instant at) {}

    /** An alert opens at the event time of its window, which may have begun before. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final List<Seen<Incident>> incidents = new ArrayList<>();
    private final List<Seen<Decision>> decisions = new ArrayList<>();
    private final List<Seen<Review>> reviews = new ArrayList<>();
    private volatile boolean closing;
    private final CountDownLatch behind = new CountDownLatch(3);
    private final Clock clock;
    private volatile @Nullable Exception failure;

    Observer(String bootstrapServers, String registryUrl, Clock clock) {
        this.clock = clock;
        read(bootstrapServers, registryUrl, Topics.INCIDENTS, incidents);
        read(bootstrapServers, registryUrl, Topics.DECISIONS, decisions);
        read(bootstrapServers, registryUrl, Topics.REVIEWS, reviews);
    }

    /**
     * Why what is read next can't be laid at the door of what is done next; empty when it can: everything that was
     * there at the start has been read, and no incident is open.
     */
    synchronized String restlessness() {
        if (failure != null) {
            return "topics can't be read: " + failure;
        }
        if (behind.getCount() > 0) {
            return "what was there at the start is not read yet";
        }
        long open = open();
        return open == 0 ? "" : open + " incidents are open";
    }

    /** The first revision of an incident that opened, by event time too, after an instant. */
    synchronized Optional<Seen<Incident>> openedAfter(Instant begun) {
        return firstOpenedAfter(incidents, begun);
    }

    static Optional<Seen<Incident>> firstOpenedAfter(List<Seen<Incident>> incidents, Instant begun) {
        return incidents.stream()
                .filter(seen -> seen.value().getRevision() == 1)
                .filter(seen -> seen.at().isAfter(begun))
                .filter(seen ->
                        seen.value().getOpenedAtMillis() >= begun.minus(WINDOW).toEpochMilli())
                .findFirst();
    }

    /** A revision of an incident. */
    synchronized Optional<Incident> revision(String incident, int revision) {
        return incidents.stream()
                .map(Seen::value)
                .filter(value -> value.getId().equals(incident) && value.getRevision() == revision)
                .findFirst();
    }

    private long open() {
        return incidents.stream()
                .map(Seen::value)
                .map(Incident::getId)
                .distinct()
                .filter(id -> newest(
                                incidents.stream().map(Seen::value),
                                value -> value.getId().equals(id))
                        .map(value -> value.getState() == IncidentState.OPEN)
                        .orElse(false))
                .count();
    }

    /** The first decision about an incident that fits. */
    synchronized Optional<Seen<Decision>> decision(String incident, Predicate<Decision> fits) {
        return decisions.stream()
                .filter(seen -> seen.value().getSubjectId().equals(incident))
                .filter(seen -> fits.test(seen.value()))
                .findFirst();
    }

    /** The newest review about an incident. */
    synchronized Optional<Review> review(String incident) {
        return newestReview(value -> value.getIncidentId().equals(incident));
    }

    @Override
    public void close() {
        closing = true; // an interrupted consumer says so at length; one that is told ends with its next poll
    }

    private Optional<Review> newestReview(Predicate<Review> fits) {
        return reviews.stream()
                .map(Seen::value)
                .filter(fits)
                .max(Comparator.comparingLong(Review::getUpdatedAtMillis).thenComparingInt(Review::getRevision));
    }

    private static Optional<Incident> newest(Stream<Incident> values, Predicate<Incident> fits) {
        return values.filter(fits).max(Comparator.comparingInt(Incident::getRevision));
    }

    private <T extends SpecificRecord> void read(
            String bootstrapServers, String registryUrl, Topic<T> topic, List<Seen<T>> into) {
        Thread reader = new Thread(
                () -> {
                    try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(
                            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                            new StringDeserializer(),
                            new AvroDeserializer<>(new WireFormat(registryUrl), topic))) {
                        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                                .map(info -> new TopicPartition(info.topic(), info.partition()))
                                .toList();
                        consumer.assign(partitions);
                        consumer.seekToBeginning(partitions);
                        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
                        while (!closing) {
                            for (var record : consumer.poll(Duration.ofMillis(200))) {
                                synchronized (this) {
                                    into.add(new Seen<>(record.value(), clock.instant()));
                                }
                            }
                            if (!ends.isEmpty()) {
                                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                                if (ends.isEmpty()) {
                                    behind.countDown();
                                }
                            }
                        }
                    } catch (RuntimeException e) {
                        failure = e;
                    }
                },
                "observer-" + topic.name());
        reader.setDaemon(true);
        reader.start();
    }
}
