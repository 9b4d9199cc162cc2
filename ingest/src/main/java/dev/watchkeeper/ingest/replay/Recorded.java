package dev.watchkeeper.ingest.replay;

import dev.watchkeeper.ingest.publish.Publisher;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * One recorded record.
 *
 * @param timeUnixNano its event time as recorded
 * @param sequence where it stood among all, so that records of one time keep their order
 */
record Recorded<T extends SpecificRecord>(Lane<?, T> lane, T item, long timeUnixNano, long sequence) {

    /** Sends it with all its times moved; it is not to be used afterwards. */
    CompletableFuture<Void> send(Publisher publisher, long shiftNanos) {
        lane.shift().accept(item, shiftNanos);
        return publisher.publish(lane.route(), item);
    }
}
