package dev.watchkeeper.ingest.collector;

import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.receive.Intake;
import dev.watchkeeper.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Opens sessions on the Collector's topics. */
public final class CollectorSessions {

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Function<Producer<byte[], byte[]>, Intake> intakes;
    private final Ledger ledger;
    private final Map<String, Route<?, ?>> routes;
    private final CollectorEncoding encoding;
    private final int maxBytes;
    private final Backlog backlog = new Backlog();

    /**
     * Sessions made of these parts.
     *
     * @param consumers read_committed, without auto commit
     * @param producers with a transactional id that only this process has
     * @param intakes what reads, normalizes and publishes through such a producer; usually over a {@link Publisher}
     * @param maxBytes bytes of one record of theirs; a larger one is refused unread
     */
    public CollectorSessions(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Producer<byte[], byte[]>> producers,
            Function<Producer<byte[], byte[]>, Intake> intakes,
            Ledger ledger,
            List<Route<?, ?>> routes,
            CollectorEncoding encoding,
            int maxBytes) {
        this.consumers = consumers;
        this.producers = producers;
        this.intakes = intakes;
        this.ledger = ledger;
        this.routes =
                routes.stream().collect(Collectors.toUnmodifiableMap(CollectorSessions::topic, Function.identity()));
        this.encoding = encoding;
        this.maxBytes = maxBytes;
    }

    private static String topic(Route<?, ?> route) {
        String topic = "otlp_" + route.signal().name();
        if (!Topics.COLLECTOR.contains(topic)) {
            throw new IllegalStateException("a topic of " + Topics.COLLECTOR + " expected, found " + topic);
        }
        return topic;
    }

    /** Whether what stood in the Collector's topics at the start has been carried over. */
    public boolean caughtUp() {
        return backlog.gone();
    }

    /** A session that has taken over from its predecessor: the predecessor's open transaction is aborted. */
    CollectorSession open() {
        Producer<byte[], byte[]> producer = producers.get();
        try {
            producer.initTransactions();
            Consumer<byte[], byte[]> consumer = consumers.get();
            consumer.subscribe(routes.keySet());
            return new CollectorSession(
                    consumer, producer, intakes.apply(producer), ledger, routes, encoding, maxBytes, backlog);
        } catch (RuntimeException e) {
            producer.close(java.time.Duration.ZERO);
            throw e;
        }
    }
}
