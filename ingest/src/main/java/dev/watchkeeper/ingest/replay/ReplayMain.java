package dev.watchkeeper.ingest.replay;

import dev.watchkeeper.ingest.IngestConfig;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.heartbeat.Heartbeats;
import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Recorded telemetry sent in again: {@code ReplayMain [FILE.properties] files=a.jsonl.gz,b.jsonl.gz shift=end-now|none
 * [end.at.millis=…] [key=value …]}. The last line is {@code DONE replay records=… rejected=… late=… from=… to=…}; the
 * exit code is 0 only if Kafka has acknowledged all of it.
 */
public final class ReplayMain {

    private ReplayMain() {}

    /** Sends the recording and ends. */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        ReplayConfig config = new ReplayConfig(IngestConfig.settings(arguments));
        boolean done;
        try {
            done = run(config, clock, System.out);
        } catch (KafkaException | UncheckedIOException e) {
            System.out.println("FAILED replay: " + e.getMessage());
            done = false;
        }
        if (!done) {
            System.exit(1);
        }
    }

    /** Whether all of it was acknowledged. */
    static boolean run(ReplayConfig config, Clock clock, PrintStream out) throws IOException {
        List<Timetable> files = config.files().stream().map(Timetable::of).toList();
        long end = Timetable.end(files);
        if (end == 0) {
            out.println("FAILED replay: no event time in " + config.files());
            return false;
        }
        Sender sender = new Sender(config.tenant(), "replay");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config.replayProducerProperties())) {
            Publisher publisher = new Publisher(producer, new WireFormat(config.registryUrl()), clock);
            Heartbeats heartbeats =
                    new Heartbeats(publisher, new Ledger(new SimpleMeterRegistry()), config.instance() + "-replay");
            Replay replay = new Replay(
                    publisher,
                    heartbeats,
                    sender,
                    config.shiftNanos(end, clock.millis()),
                    config.heartbeatInterval().toMillis(),
                    out::println);
            Replay.Summary summary;
            try (Recording recording = new Recording(
                    files,
                    Lane.all(config.recordedBounds()),
                    new Decoder(config.maxMessages()),
                    sender,
                    config.reorder().toNanos(),
                    replay::reject)) {
                summary = replay.send(recording);
            }
            producer.flush();
            @Nullable Throwable failure = replay.failure();
            out.println(failure == null ? summary.line() : "FAILED replay: " + failure);
            return failure == null;
        }
    }
}
