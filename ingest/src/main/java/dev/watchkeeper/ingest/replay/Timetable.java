package dev.watchkeeper.ingest.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/** When each line of a recorded file ends, in the order of lines: read once, before the file is sent. */
final class Timetable {

    private final Path file;
    private final long[] lastEvents;

    private Timetable(Path file, long[] lastEvents) {
        this.file = file;
        this.lastEvents = lastEvents;
    }

    /** Reads the file through. */
    static Timetable of(Path file) {
        LongStream.Builder lastEvents = LongStream.builder();
        try (RecordedLines lines = new RecordedLines(file)) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                lastEvents.add(RecordedLines.lastEvent(line.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recording " + file + " cannot be read", e);
        }
        return new Timetable(file, lastEvents.build().toArray());
    }

    /** The latest event time in all of them, Unix nanoseconds; 0 where there is none. */
    static long end(List<Timetable> timetables) {
        return timetables.stream()
                .flatMapToLong(timetable -> LongStream.of(timetable.lastEvents))
                .max()
                .orElse(0);
    }

    Path file() {
        return file;
    }

    /** The latest event time of each line, Unix nanoseconds; 0 where it has none. */
    PrimitiveIterator.OfLong lastEvents() {
        return LongStream.of(lastEvents).iterator();
    }
}
