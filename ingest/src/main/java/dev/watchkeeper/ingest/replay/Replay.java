package dev.watchkeeper.ingest.replay;

import dev.watchkeeper.ingest.heartbeat.Heartbeats;
import dev.watchkeeper.ingest.normalize.Normalized;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.reject.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends a recording in the order of event time, with a heartbeat to every partition for each interval of recorded time
 * before the records that follow it: so no idle partition holds a watermark back, and nothing that was in order when it
 * was recorded becomes late.
 */
final class Replay {

    private static final long PROGRESS_MILLIS = 600_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Publisher publisher;
    private final Heartbeats heartbeats;
    private final Sender sender;
    private final long shiftNanos;
    private final long beatMillis;
    private final Consumer<String> progress;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long records;
    private long rejected;

    /**
     * A replay.
     *
     * @param shiftNanos by how much all times are moved
     * @param beatMillis recorded time between heartbeats; 0 for none
     * @param progress is told a line now and then
     */
    Replay(
            Publisher publisher,
            Heartbeats heartbeats,
            Sender sender,
            long shiftNanos,
            long beatMillis,
            Consumer<String> progress) {
        this.publisher = publisher;
        this.heartbeats = heartbeats;
        this.sender = sender;
        this.shiftNanos = shiftNanos;
        this.beatMillis = beatMillis;
        this.progress = progress;
    }

    /**
     * What was sent.
     *
     * @param records records of the recording, without heartbeats
     * @param rejected records refused
     * @param late records that stood further from their place than the reorder buffer holds
     * @param fromMillis the first record's time as sent
     * @param toMillis the last one's
     */
    record Summary(long records, long rejected, long late, long fromMillis, long toMillis) {

        /** The line by which others know that it is done. */
        String line() {
            return "DONE replay records=" + records + " rejected=" + rejected + " late=" + late + " from="
                    + Instant.ofEpochMilli(fromMillis) + " to=" + Instant.ofEpochMilli(toMillis);
        }
    }

    /** Sends all of it; the caller flushes the producer and then asks {@link #failure()}. */
    Summary send(Recording recording) {
        long first = 0;
        long last = 0;
        long nextBeat = Long.MAX_VALUE;
        long nextProgress = 0;
        for (Recorded<?> one = recording.next(); one != null && failure.get() == null; one = recording.next()) {
            long time = Math.floorDiv(one.timeUnixNano() + shiftNanos, NANOS_PER_MILLI);
            if (records == 0) {
                first = time;
                nextBeat = beatMillis == 0 ? Long.MAX_VALUE : time - Math.floorMod(time, beatMillis);
                nextProgress = time + PROGRESS_MILLIS;
            }
            for (; nextBeat <= time; nextBeat += beatMillis) {
                watch(heartbeats.beat(nextBeat));
            }
            if (time >= nextProgress) {
                progress.accept("replay " + (time - first) / 60_000 + " recorded minutes, records=" + records);
                nextProgress += PROGRESS_MILLIS;
            }
            watch(one.send(publisher, shiftNanos));
            records++;
            last = Math.max(last, time);
        }
        if (beatMillis > 0 && records > 0) {
            watch(heartbeats.beat(last));
        }
        return new Summary(records, rejected, recording.late(), first, last);
    }

    /** Puts a refusal on record. */
    <T extends SpecificRecord> void reject(Lane<?, T> lane, Rejection rejection) {
        rejected += rejection.count();
        watch(publisher.publish(lane.route(), new Normalized<>(List.of(), List.of(rejection)), sender));
    }

    /** What went wrong, as far as is known by now; null where nothing did. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure is kept, a success needs no word
    private void watch(CompletableFuture<?> sent) {
        sent.whenComplete((taken, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }
}
