package dev.watchkeeper.ingest.heartbeat;

import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes one record of the synthetic entity to every partition of every telemetry topic: no watermark then hangs on an
 * idle partition, and where the records stop arriving at the end of the way, the platform knows that it is blind.
 */
public final class Heartbeats {

    private static final String KEY = EntityKeys.key(HeartbeatRecords.entity());

    private final Publisher publisher;
    private final Ledger ledger;
    private final HeartbeatRecords records;

    /**
     * Heartbeats through this publisher.
     *
     * @param writer the name of the process that writes them, so that two processes' are told apart
     */
    public Heartbeats(Publisher publisher, Ledger ledger, String writer) {
        this.publisher = publisher;
        this.ledger = ledger;
        this.records = new HeartbeatRecords(writer);
    }

    /** One beat at this event time; completes when every partition has it. */
    public CompletableFuture<Void> beat(long timeMillis) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        sent.addAll(everyPartition(Topics.SPANS, partition -> records.span(timeMillis, partition)));
        sent.addAll(everyPartition(Topics.METRICS, partition -> records.point(timeMillis, partition)));
        sent.addAll(everyPartition(Topics.LOGS, partition -> records.log(timeMillis, partition)));
        return CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0]));
    }

    private <T extends SpecificRecord> List<CompletableFuture<Void>> everyPartition(
            Topic<T> topic, java.util.function.IntFunction<T> record) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int partition = 0; partition < publisher.partitions(topic); partition++) {
            sent.add(publisher
                    .publishTo(topic, partition, KEY, record.apply(partition))
                    .thenRun(() -> ledger.heartbeat(topic.name())));
        }
        return sent;
    }
}
