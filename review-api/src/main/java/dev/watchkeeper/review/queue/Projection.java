package dev.watchkeeper.review.queue;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.queue.Offsets.OffsetsMoved;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import dev.watchkeeper.schemas.wire.UndecodableRecord;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries reviews, incidents and decisions from their topics into the tables. A poll's records and the offsets behind
 * them commit in one transaction, so each record takes effect once, whatever dies when; a replay from the beginning
 * changes nothing, because revisions do not go back.
 */
public final class Projection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_MILLIS = 1_000;
    private static final long LOOK_FOR_PARTITIONS_MILLIS = 5_000;
    private static final int MAX_DETAIL = 500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<String, AvroDeserializer<? extends SpecificRecord>> formats = new LinkedHashMap<>();
    private final JdbcClient jdbc;
    private final Offsets offsets;
    private final ProjectionRows rows;
    private final ReviewQueue queue;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<TopicPartition, OptionalLong> positions = new LinkedHashMap<>();

    private volatile boolean running = true;
    private volatile boolean healthy;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private @Nullable Thread thread;

    /** Everything that the world decides comes in here. */
    public Projection(
            Supplier<Consumer<byte[], byte[]>> consumers,
            WireFormat format,
            JdbcClient jdbc,
            IncidentNumbers numbers,
            Audit audit,
            ReviewQueue queue,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            Clock clock,
            String tenant) {
        this.consumers = consumers;
        this.jdbc = jdbc;
        this.offsets = new Offsets(jdbc);
        this.rows = new ProjectionRows(jdbc, numbers, audit, clock, tenant);
        this.queue = queue;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.meters = meters;
        this.clock = clock;
        for (Topic<? extends SpecificRecord> topic : List.of(Topics.INCIDENTS, Topics.DECISIONS, Topics.REVIEWS)) {
            formats.put(topic.name(), new AvroDeserializer<>(format, topic));
        }
    }

    /** Starts in a thread of its own. */
    public void start() {
        Thread started = new Thread(this::run, "projection");
        thread = started;
        started.start();
    }

    /** Whether the last round went through. */
    public boolean healthy() {
        return healthy;
    }

    /** Stops after the round that runs; nothing is lost or half done. */
    @Override
    public void close() throws InterruptedException {
        running = false;
        Consumer<byte[], byte[]> reading = current;
        if (reading != null) {
            reading.wakeup();
        }
        Thread started = thread;
        if (started != null) {
            started.join(10_000);
        }
    }

    private void run() {
        try {
            rounds();
        } finally {
            healthy = false; // a defect ends the thread, and health says so
        }
    }

    private void rounds() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                project(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to stop");
            } catch (OffsetOutOfRangeException e) {
                startOver(e.partitions());
            } catch (OffsetsMoved e) {
                LOG.info("another process projects too: {}", e.getMessage());
            } catch (RegistryUnavailable | KafkaException | DataAccessException | TransactionException e) {
                // Nothing was committed, so the same records come again.
                if (running) {
                    LOG.warn("the projection waits and tries again: {}", e.getMessage());
                    pause();
                }
            }
            healthy = false;
        }
    }

    /** The spine: assign, read, apply and commit, look for new partitions, until something fails. */
    private void project(Consumer<byte[], byte[]> consumer) {
        positions.clear();
        long lookedAtMillis = Long.MIN_VALUE;
        while (running) {
            if (clock.millis() - LOOK_FOR_PARTITIONS_MILLIS >= lookedAtMillis) {
                lookedAtMillis = clock.millis();
                assign(consumer);
            }
            if (positions.isEmpty()) {
                pause();
                continue;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                apply(consumer, records);
            }
            healthy = true;
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> found = new ArrayList<>();
        for (String topic : formats.keySet()) {
            var partitions = consumer.partitionsFor(topic);
            if (partitions != null) {
                partitions.forEach(each -> found.add(new TopicPartition(topic, each.partition())));
            }
        }
        if (positions.keySet().containsAll(found)) {
            return;
        }
        consumer.assign(found);
        for (TopicPartition partition : found) {
            OptionalLong next = positions.computeIfAbsent(partition, offsets::next);
            if (next.isPresent()) {
                consumer.seek(partition, next.getAsLong());
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        }
    }

    private void apply(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OptionalLong> after = new LinkedHashMap<>();
        List<Fate> fates = new ArrayList<>();
        List<String> topics = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                fates.add(apply(record));
                topics.add(record.topic());
            }
            for (TopicPartition partition : records.partitions()) {
                long next = consumer.position(partition); // beyond markers and aborted records too
                offsets.advance(partition, positions.getOrDefault(partition, OptionalLong.empty()), next);
                after.put(partition, OptionalLong.of(next));
            }
        });
        positions.putAll(after);
        for (int at = 0; at < fates.size(); at++) {
            meters.counter(
                            "watchkeeper.review.records",
                            "topic",
                            topics.get(at),
                            "fate",
                            fates.get(at).name().toLowerCase(Locale.ROOT))
                    .increment();
        }
        queue.changed();
    }

    private Fate apply(ConsumerRecord<byte[], byte[]> record) {
        AvroDeserializer<? extends SpecificRecord> format = formats.get(record.topic());
        if (format == null) {
            throw new IllegalStateException("never asked for " + record.topic());
        }
        try {
            SpecificRecord value = format.deserialize(record.topic(), record.value());
            Fate fate = savepoint.execute(status -> rows.apply(value));
            return fate == null ? Fate.OLD : fate;
        } catch (UndecodableRecord e) {
            return reject(record, e.reason().name(), e);
        } catch (DataIntegrityViolationException e) {
            // The store will never take it: only this record is rolled back, to its savepoint.
            return reject(record, "NOT_STORABLE", e);
        }
    }

    private Fate reject(ConsumerRecord<byte[], byte[]> record, String reason, RuntimeException cause) {
        String message = RecordJson.clean(String.valueOf(cause.getMessage()));
        String detail = message.substring(0, Math.min(MAX_DETAIL, message.length()));
        LOG.warn("{}-{}@{} rejected, {}: {}", record.topic(), record.partition(), record.offset(), reason, detail);
        jdbc.sql("insert into rejected_record (topic, part, at_offset, reason, detail, at_millis)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(record.topic(), record.partition(), record.offset(), reason, detail, clock.millis())
                .update();
        return Fate.REJECTED;
    }

    private void startOver(Collection<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            beginnings.forEach((partition, beginning) -> {
                LOG.warn(
                        "{}: the broker has not what was expected next ({}); starting again at {}. Records may be lost.",
                        partition,
                        offsets.next(partition),
                        beginning);
                offsets.reset(partition, beginning);
            });
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
