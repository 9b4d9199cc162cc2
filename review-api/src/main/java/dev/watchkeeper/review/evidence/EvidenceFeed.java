package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.wire.RegistryUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the topics into the read models: incidents and decisions from their beginning, the rest from
 * some hours back, committed records only, without a group, for every console wants all of it. Where reading fails it
 * says so in the {@link Progress} and goes on from where it was; topics that appear later are taken up.
 */
public final class EvidenceFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EvidenceFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long LOOK_AGAIN_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 2_000;

    private final Evidence evidence;
    private final EvidenceIntake intake;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration back;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "evidence");
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    /** Reads with consumers from the supplier (read_committed, no group) from so far back. */
    EvidenceFeed(
            Evidence evidence,
            EvidenceIntake intake,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Duration back,
            Clock clock) {
        this.evidence = evidence;
        this.intake = intake;
        this.consumers = consumers;
        this.back = back;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                reading = consumer;
                read(consumer);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException | RegistryUnavailable e) {
                log.warn("reading evidence stopped and is tried again: {}", e.getMessage());
                evidence.progress(new Progress(false, 0, problem(e)));
                pause();
            } finally {
                reading = null;
            }
        }
    }

    private static String problem(RuntimeException e) {
        return e instanceof RegistryUnavailable ? "the schema registry does not answer" : "the broker does not answer";
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        long lookAgainAt = Long.MIN_VALUE;
        while (closed.getCount() > 0) {
            if (clock.millis() >= lookAgainAt) {
                takeUp(consumer);
                lookAgainAt = clock.millis() + LOOK_AGAIN_MILLIS;
            }
            if (consumer.assignment().isEmpty()) {
                evidence.progress(new Progress(false, 0, "its topics do not exist yet"));
                pause();
                continue;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                intake.accept(record.topic(), record.partition(), record.offset(), record.value());
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (!evidence.progress().caughtUp()) {
                evidence.progress(progress(consumer));
            }
        }
    }

    /** Assigns partitions that were not read yet; those of an earlier try go on where it ended. */
    private void takeUp(Consumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : intake.topics()) {
            topics.getOrDefault(topic, List.of())
                    .forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
        }
        if (consumer.assignment().size() == all.size()) {
            return;
        }
        List<TopicPartition> added = new ArrayList<>(all);
        added.removeAll(consumer.assignment());
        // Those that were assigned before keep their place.
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added);
        Map<TopicPartition, Long> froms = froms(consumer, added, ends);
        froms.forEach((partition, from) -> {
            consumer.seek(partition, from);
            positions.put(partition, from);
            starts.putIfAbsent(partition, from);
            goals.putIfAbsent(partition, ends.getOrDefault(partition, from));
        });
        log.info("reading {} partitions of {}", all.size(), intake.topics());
    }

    private Map<TopicPartition, Long> froms(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        long since = clock.millis() - back.toMillis();
        partitions.stream()
                .filter(partition -> !EvidenceIntake.WHOLE.contains(partition.topic()))
                .forEach(partition -> times.put(partition, since));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(times));
        Map<TopicPartition, Long> froms = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long from = begins.getOrDefault(partition, 0L);
            if (times.containsKey(partition)) {
                OffsetAndTimestamp at = found.get(partition);
                from = at == null ? ends.getOrDefault(partition, from) : at.offset();
            }
            froms.put(partition, Math.max(from, positions.getOrDefault(partition, from)));
        }
        return froms;
    }

    private Progress progress(Consumer<byte[], byte[]> consumer) {
        long all = 0;
        long done = 0;
        for (Map.Entry<TopicPartition, Long> goal : goals.entrySet()) {
            long start = starts.getOrDefault(goal.getKey(), 0L);
            all += goal.getValue() - start;
            // Transaction markers take offsets too: only the position says how far it is.
            done += Math.min(goal.getValue(), consumer.position(goal.getKey())) - start;
        }
        return done >= all ? Progress.LIVE : new Progress(false, done / (double) all, "");
    }

    private void pause() {
        try {
            boolean over = closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            if (over) {
                log.debug("closed while waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
