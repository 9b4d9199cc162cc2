package dev.watchkeeper.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.Otlp;
import dev.watchkeeper.ingest.TestStack;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording through a real broker. */
final class ReplayIT {

    private static final int SECONDS = 600;
    private static final int SPANS_EACH_SECOND = 20;
    private static final int STREAMS = 100;

    @TempDir
    Path folder;

    @Test
    void recording_arrivesWholeInOrderWithHeartbeats_endingAtTheGivenTime() throws Exception {
        List<Path> files = RecordingFiles.write(folder, SECONDS, SPANS_EACH_SECOND, STREAMS);
        Instant end = Otlp.NOW.plus(Duration.ofDays(3));
        TestStack stack = TestStack.shared();
        Map<String, String> settings = stack.settings(
                "files=" + String.join(",", files.stream().map(Path::toString).toList()),
                "end.at.millis=" + end.toEpochMilli(),
                "heartbeat.interval.ms=1000",
                "tenant=replayed",
                "instance.name=history");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean done = ReplayMain.run(
                new ReplayConfig(settings),
                Clock.fixed(Otlp.NOW, ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        int expected = SECONDS * SPANS_EACH_SECOND + SECONDS + SECONDS / 10 * STREAMS;
        assertThat(done).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .last()
                .asString()
                .startsWith("DONE replay records=" + expected + " rejected=0 late=0 from=")
                .contains("to=" + end.minusSeconds(1).toString().substring(0, 18));

        List<ConsumerRecord<byte[], Span>> spans = stack.committed(Topics.SPANS).stream()
                .filter(span -> ours(span.value().getEntity(), span.value().getAttributes()))
                .toList();
        assertThat(spans.stream().filter(span -> span.value().getEntity().getType() == EntityType.SERVICE))
                .hasSize(SECONDS * SPANS_EACH_SECOND);
        Map<Integer, List<ConsumerRecord<byte[], Span>>> partitions =
                spans.stream().collect(Collectors.groupingBy(ConsumerRecord::partition));
        assertThat(partitions).hasSize(Topics.SPANS.partitions());
        assertThat(partitions.values()).allSatisfy(partition -> {
            assertThat(partition.stream().map(span -> span.value().getEndUnixNano() / 1_000_000))
                    .as("no record is older than the one before it")
                    .isSorted();
            assertThat(partition.stream()
                            .filter(span -> span.value().getEntity().getType() == EntityType.SYNTHETIC))
                    .as("a heartbeat each second")
                    .hasSizeBetween(SECONDS, SECONDS + 2);
        });
        assertThat(stack.values(Topics.METRICS).stream()
                        .filter(point -> point.getEntity().getTenant().equals("replayed")))
                .hasSize(SECONDS / 10 * STREAMS);
    }

    private static boolean ours(Entity entity, Map<String, String> attributes) {
        return entity.getTenant().equals("replayed") || "history-replay".equals(attributes.get("writer"));
    }
}
