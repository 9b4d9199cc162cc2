package dev.watchkeeper.ingest.replay;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.decode.Encoding;
import dev.watchkeeper.ingest.normalize.Normalized;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Several recorded files as one sequence in the order of event time. A line holds what a writer sent at once, so a
 * record may stand in a line after later ones; the reorder buffer holds records back until every file has come so far
 * past them. What is older still is sent where it is found, and counted as late.
 */
final class Recording implements AutoCloseable {

    private final List<RecordedLines> files = new ArrayList<>();
    private final Map<String, Lane<?, ?>> lanes;
    private final Decoder decoder;
    private final Sender sender;
    private final long endUnixNano;
    private final long reorderNanos;
    private final BiConsumer<Lane<?, ?>, Rejection> rejected;

    private final PriorityQueue<NextLine> next = new PriorityQueue<>(Comparator.comparingLong(NextLine::last));
    private final PriorityQueue<Recorded<?>> held = new PriorityQueue<>(
            Comparator.<Recorded<?>>comparingLong(Recorded::timeUnixNano).thenComparingLong(Recorded::sequence));
    private long sequence;
    private long emitted = Long.MIN_VALUE;
    private long late;

    private record NextLine(RecordedLines file, PrimitiveIterator.OfLong lastEvents, byte[] line, long last) {}

    /**
     * Opens the files.
     *
     * @param timetables what was found in each file; nothing is later than the latest of them
     * @param rejected is told what is refused
     */
    Recording(
            List<Timetable> timetables,
            List<Lane<?, ?>> lanes,
            Decoder decoder,
            Sender sender,
            long reorderNanos,
            BiConsumer<Lane<?, ?>, Rejection> rejected) {
        this.lanes = lanes.stream()
                .collect(Collectors.toUnmodifiableMap(
                        lane -> lane.route().signal().root().getJsonName(), Function.identity()));
        this.decoder = decoder;
        this.sender = sender;
        this.endUnixNano = Timetable.end(timetables);
        this.reorderNanos = reorderNanos;
        this.rejected = rejected;
        for (Timetable timetable : timetables) {
            RecordedLines file = new RecordedLines(timetable.file());
            files.add(file);
            advance(file, timetable.lastEvents());
        }
    }

    /** The next record; null at the end. */
    @Nullable
    Recorded<?> next() {
        while (!next.isEmpty()
                && (held.isEmpty() || held.peek().timeUnixNano() > next.peek().last() - reorderNanos)) {
            NextLine line = next.remove();
            read(line.line());
            advance(line.file(), line.lastEvents());
        }
        Recorded<?> first = held.poll();
        if (first != null) {
            late += first.timeUnixNano() < emitted ? 1 : 0;
            emitted = Math.max(emitted, first.timeUnixNano());
        }
        return first;
    }

    /** How many records came later than the reorder buffer holds. */
    long late() {
        return late;
    }

    private void advance(RecordedLines file, PrimitiveIterator.OfLong lastEvents) {
        file.next().ifPresent(line -> next.add(new NextLine(file, lastEvents, line, lastEvents.nextLong())));
    }

    private void read(byte[] line) {
        Lane<?, ?> lane = lanes.get(RecordedLines.signal(line));
        if (lane == null) {
            BadInput why = new BadInput(Reason.NOT_OTLP, "a line with one of " + lanes.keySet() + " expected");
            refuse(lanes.values().iterator().next(), why, line);
        } else {
            read(lane, line);
        }
    }

    private <Q extends Message, T extends SpecificRecord> void read(Lane<Q, T> lane, byte[] line) {
        try {
            Q request = decoder.decode(lane.route().signal(), Encoding.JSON, line);
            Normalized<T> normalized = lane.route().normalizer().normalize(request, sender, endUnixNano);
            for (T item : normalized.records()) {
                held.add(new Recorded<>(lane, item, lane.time().applyAsLong(item), sequence++));
            }
            normalized.rejections().forEach(rejection -> rejected.accept(lane, rejection));
        } catch (BadInput e) {
            refuse(lane, e, line);
        }
    }

    private void refuse(Lane<?, ?> lane, BadInput why, byte[] line) {
        rejected.accept(lane, Rejection.whole(why.reason(), why.detail(), line));
    }

    @Override
    public void close() throws IOException {
        for (RecordedLines file : files) {
            file.close();
        }
    }
}
