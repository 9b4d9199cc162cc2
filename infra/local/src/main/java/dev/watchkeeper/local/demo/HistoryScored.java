package dev.watchkeeper.local.demo;

import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How far scoring has come with recorded history.
 *
 * @param minutes how many minutes of history were scored
 * @param scored series with at least one score
 * @param notScored series without any, by reason
 * @param complete whether scores reached the end of history
 */
record HistoryScored(long minutes, int scored, Map<String, Integer> notScored, boolean complete) {

    /** Windows near the end close only with live time. */
    private static final long OPEN_END_MILLIS = 40_000;

    /** Reads scores until they reach the end of history, or patience is over. */
    static HistoryScored await(String bootstrapServers, String registryUrl, long endMillis, Duration patience) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "max.poll.records", "5000");
        Tally tally = new Tally(endMillis);
        try (KafkaConsumer<String, Score> consumer = new KafkaConsumer<>(
                settings,
                new StringDeserializer(),
                new AvroDeserializer<>(new WireFormat(registryUrl), Topics.SCORES))) {
            var partitions = consumer.partitionsFor(Topics.SCORES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + patience.toNanos();
            while (!tally.complete() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> tally.add(record.value()));
            }
        }
        return tally.result();
    }

    /** Counts scores as they come. */
    static final class Tally {

        private final long endMillis;
        private final Set<String> scored = new HashSet<>();
        private final Map<String, String> unscored = new TreeMap<>();
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Tally(long endMillis) {
            this.endMillis = endMillis;
        }

        void add(Score score) {
            first = Math.min(first, score.getTimeMillis());
            last = Math.max(last, score.getTimeMillis());
            String series = score.getSeries();
            if (series == null) {
                return;
            }
            String reason = score.getNotScored();
            if (reason == null) {
                scored.add(series);
            } else {
                unscored.put(series, reason);
            }
        }

        boolean complete() {
            return last >= endMillis - OPEN_END_MILLIS;
        }

        HistoryScored result() {
            Map<String, Integer> reasons = new TreeMap<>();
            unscored.forEach((series, reason) -> {
                if (!scored.contains(series)) {
                    reasons.merge(reason, 1, Integer::sum);
                }
            });
            return new HistoryScored(last < first ? 0 : (last - first) / 60_000, scored.size(), reasons, complete());
        }
    }

    /** @param why the page that says of each series why it isn't scored */
    String sentence(Duration took, String why) {
        int without = notScored.values().stream().mapToInt(Integer::intValue).sum();
        return String.format(
                Locale.ROOT,
                "%d recorded minutes in %d s: %d series, %d scored, %d not%s",
                minutes,
                took.toSeconds(),
                scored + without,
                scored,
                without,
                without == 0 ? "" : " (why: " + why + ")");
    }
}
