package dev.watchkeeper.ingest.collector;

import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.ledger.Way;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.receive.Delivery;
import dev.watchkeeper.ingest.receive.Intake;
import dev.watchkeeper.ingest.receive.Outcome;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * One consumer and one transactional producer, for as long as neither fails. Each poll's records, what became of them,
 * and their offsets are one Kafka transaction: either all of it is there or nothing, and then they are read again.
 */
final class CollectorSession implements AutoCloseable {

    private static final String TENANT_HEADER = "x-watchkeeper-tenant";
    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Intake intake;
    private final Ledger ledger;
    private final Map<String, Route<?, ?>> routes;
    private final CollectorEncoding encoding;
    private final int maxBytes;
    private final Backlog backlog;

    /** The consumer is subscribed and the producer's transactions are initialised; both are closed with the session. */
    CollectorSession(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Intake intake,
            Ledger ledger,
            Map<String, Route<?, ?>> routes,
            CollectorEncoding encoding,
            int maxBytes,
            Backlog backlog) {
        this.consumer = consumer;
        this.producer = producer;
        this.intake = intake;
        this.ledger = ledger;
        this.routes = Map.copyOf(routes);
        this.encoding = encoding;
        this.maxBytes = maxBytes;
        this.backlog = backlog;
    }

    /**
     * Carries over what has arrived. Any exception but a defect means: close this session, open another, and read
     * again from what was committed.
     */
    void carryOver() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (!batch.isEmpty()) {
            carryOver(batch);
        }
        backlog.look(consumer, routes.keySet());
    }

    private void carryOver(ConsumerRecords<byte[], byte[]> batch) {
        producer.beginTransaction();
        List<Taken> taken = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> input : batch) {
            Route<?, ?> route = Objects.requireNonNull(routes.get(input.topic()));
            taken.add(new Taken(route, take(route, input)));
            offsets.put(
                    new TopicPartition(input.topic(), input.partition()), new OffsetAndMetadata(input.offset() + 1));
        }
        producer.flush();
        taken.forEach(one -> one.outcome().join()); // throws where one was not acknowledged
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        taken.forEach(one ->
                ledger.outcome(one.route().signal(), Way.KAFKA, one.outcome().join()));
    }

    private record Taken(Route<?, ?> route, CompletableFuture<Outcome> outcome) {}

    private CompletableFuture<Outcome> take(Route<?, ?> route, ConsumerRecord<byte[], byte[]> input) {
        byte[] body = input.value() == null ? new byte[0] : input.value();
        String source = input.topic() + "-" + input.partition() + "@" + input.offset();
        String tenant = tenant(input);
        if (!Sender.validTenant(tenant)) {
            Sender anonymous = new Sender(Sender.DEFAULT_TENANT, source);
            return refuse(
                    route,
                    Reason.BAD_TENANT,
                    TENANT_HEADER + " of 1 to 64 letters, digits, . - _ expected",
                    body,
                    anonymous);
        }
        Sender sender = new Sender(tenant, source);
        if (body.length > maxBytes) {
            return refuse(
                    route,
                    Reason.TOO_LARGE,
                    "at most " + maxBytes + " bytes expected, found " + body.length,
                    body,
                    sender);
        }
        return intake.take(route, new Delivery(body, encoding.of(body), sender));
    }

    private CompletableFuture<Outcome> refuse(
            Route<?, ?> route, Reason reason, String detail, byte[] body, Sender sender) {
        BadInput why = new BadInput(reason, detail);
        return intake.refuse(route.signal(), why, new Delivery(body, encoding.of(body), sender));
    }

    private static String tenant(ConsumerRecord<byte[], byte[]> input) {
        Header header = input.headers().lastHeader(TENANT_HEADER);
        return header == null || header.value() == null
                ? Sender.DEFAULT_TENANT
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Leaves the group and the transaction as they are: whoever comes next takes them up or aborts them. */
    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } finally {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }
}
