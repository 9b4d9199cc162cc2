package dev.watchkeeper.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.ingest.IngestConfig;
import dev.watchkeeper.ingest.Otlp;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.schemas.record.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {

    @TempDir
    Path folder;

    private final List<Reason> rejected = new ArrayList<>();

    private Recording open(List<Path> files, Duration reorder) {
        return new Recording(
                files.stream().map(Timetable::of).toList(),
                Lane.all(Bounds.DEFAULTS),
                new Decoder(100_000),
                new Sender("default", "replay"),
                reorder.toNanos(),
                (lane, rejection) -> rejected.add(rejection.reason()));
    }

    private static List<Recorded<?>> all(Recording recording) {
        List<Recorded<?>> all = new ArrayList<>();
        for (Recorded<?> one = recording.next(); one != null; one = recording.next()) {
            all.add(one);
        }
        return all;
    }

    @Test
    void files_areMergedInTheOrderOfEventTime() throws IOException {
        List<Path> files = RecordingFiles.write(folder, 120, 5, 4);
        try (Recording recording = open(files, Duration.ofSeconds(15))) {
            List<Recorded<?>> all = all(recording);
            assertThat(all).hasSize(120 * 5 + 120 + 12 * 4);
            assertThat(all).extracting(Recorded::timeUnixNano).isSorted();
            assertThat(recording.late()).isZero();
        }
        assertThat(rejected).isEmpty();
    }

    @Test
    void records_furtherFromTheirPlaceThanTheBuffer_areSentAndCounted() throws IOException {
        List<Path> files = RecordingFiles.write(folder, 60, 1, 0);
        Path logs = files.get(2);
        List<String> lines = new ArrayList<>(Files.readAllLines(logs));
        lines.add(40, lines.remove(0));
        Files.write(logs, lines);
        try (Recording recording = open(List.of(logs), Duration.ofSeconds(15))) {
            assertThat(all(recording)).hasSize(60);
            assertThat(recording.late()).isEqualTo(1);
        }
        try (Recording recording = open(List.of(logs), Duration.ofSeconds(41))) {
            assertThat(all(recording)).extracting(Recorded::timeUnixNano).isSorted();
            assertThat(recording.late()).isZero();
        }
    }

    @Test
    void damagedLines_areRejectedOneByOne() throws IOException {
        Path logs = RecordingFiles.write(folder, 10, 1, 0).get(2);
        Files.writeString(logs, "{\"resourceLogs\":[{\nhello\n{\"resourceThings\":[]}\n\n", StandardOpenOption.APPEND);
        try (Recording recording = open(List.of(logs), Duration.ofSeconds(15))) {
            assertThat(all(recording)).hasSize(10);
        }
        assertThat(rejected).containsExactlyInAnyOrder(Reason.TRUNCATED, Reason.NOT_OTLP, Reason.NOT_OTLP);
    }

    @Test
    void shift_putsTheEndAtNow_butNotBehindIt_inWholeSeconds() {
        long end = Otlp.NANOS + 999_000_001L;
        long now = Otlp.NOW.toEpochMilli() + 3_600_500;
        assertThat(config().shiftNanos(end, now))
                .isEqualTo(Duration.ofSeconds(3_599).toNanos());
        assertThat(config("end.at.millis=" + (Otlp.NOW.toEpochMilli() - 10_000)).shiftNanos(end, now))
                .isEqualTo(Duration.ofSeconds(-11).toNanos());
        assertThat(config("shift=none").shiftNanos(end, now)).isZero();
    }

    @Test
    void shift_movesAllTimesAlike_andLeavesUnknownOnes() {
        Span span = new Span();
        span.setStartUnixNano(10);
        span.setEndUnixNano(20);
        Lane.spans(Bounds.DEFAULTS).shift().accept(span, 100);
        assertThat(span.getStartUnixNano()).isEqualTo(110);
        assertThat(span.getEndUnixNano()).isEqualTo(120);
        var point = new dev.watchkeeper.schemas.record.MetricPoint();
        point.setTimeUnixNano(20);
        Lane.metrics(Bounds.DEFAULTS).shift().accept(point, 100);
        assertThat(point.getStartUnixNano()).isZero();
        assertThat(point.getTimeUnixNano()).isEqualTo(120);
    }

    private static ReplayConfig config(String... more) {
        Map<String, String> settings = new HashMap<>(IngestConfig.settings(more));
        settings.put("files", "a.jsonl");
        return new ReplayConfig(settings);
    }
}
