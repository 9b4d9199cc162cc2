package dev.watchkeeper.ingest;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.normalize.Normalized;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.receive.Delivery;
import dev.watchkeeper.ingest.receive.Intake;
import dev.watchkeeper.ingest.receive.NoRoom;
import dev.watchkeeper.ingest.receive.Outcome;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one request: received, decoded, normalized, published; success once Kafka has all of it. */
public final class Ingest implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    private final Decoder decoder;
    private final Publisher publisher;
    private final Clock clock;

    /** Event times are judged against this clock. */
    public Ingest(Decoder decoder, Publisher publisher, Clock clock) {
        this.decoder = decoder;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public <Q extends Message, T extends SpecificRecord> CompletableFuture<Outcome> take(
            Route<Q, T> route, Delivery delivery) {
        Normalized<T> normalized;
        try {
            Q request = decoder.decode(route.signal(), delivery.encoding(), delivery.body(), delivery.room());
            normalized = route.normalizer().normalize(request, delivery.sender(), unixNano(clock.instant()));
        } catch (BadInput e) {
            return refuse(route.signal(), e, delivery);
        } catch (NoRoom | CancellationException turnedAway) {
            return CompletableFuture.failedFuture(turnedAway);
        } catch (RuntimeException defect) {
            LOG.error("{} from {} met a defect", route.signal().name(), delivery.sender(), defect);
            return refuse(route.signal(), new BadInput(Reason.INTERNAL, String.valueOf(defect)), delivery);
        }
        return publisher
                .publish(route, normalized, delivery.sender())
                .thenApply(published -> new Outcome.Taken(published.records(), published.rejections()));
    }

    @Override
    public CompletableFuture<Outcome> refuse(Signal<?> signal, BadInput why, Delivery delivery) {
        String detail = signal.name() + ": " + why.detail();
        Rejection rejection = Rejection.whole(why.reason(), detail, delivery.body());
        return publisher.reject(rejection, delivery.sender()).thenApply(sent -> new Outcome.Refused(rejection));
    }

    /** Nanoseconds since 1970; enough until 2262. */
    static long unixNano(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
