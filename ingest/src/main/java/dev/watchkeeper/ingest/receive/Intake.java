package dev.watchkeeper.ingest.receive;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.reject.BadInput;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * Takes requests in. Both futures complete only after Kafka has acknowledged every record, rejections included, and
 * fail with {@link dev.watchkeeper.ingest.publish.NotAcknowledged} where it has not: then the request has to be sent
 * again.
 */
public interface Intake {

    /** Reads, normalizes and publishes a request. May block while Kafka's client makes room. */
    <Q extends Message, T extends SpecificRecord> CompletableFuture<Outcome> take(Route<Q, T> route, Delivery delivery);

    /** Puts on record that a request was refused unread; the delivery holds what is known of it. */
    CompletableFuture<Outcome> refuse(Signal<?> signal, BadInput why, Delivery delivery);
}
