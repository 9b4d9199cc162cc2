package dev.watchkeeper.ingest;

import dev.watchkeeper.ingest.collector.CollectorSessions;
import dev.watchkeeper.ingest.collector.CollectorTopics;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.heartbeat.HeartbeatClock;
import dev.watchkeeper.ingest.heartbeat.Heartbeats;
import dev.watchkeeper.ingest.ledger.CountedIntake;
import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.ledger.Way;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.receive.Health;
import dev.watchkeeper.ingest.receive.InFlight;
import dev.watchkeeper.ingest.receive.OtlpServer;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of ingest, running: the ports, the Collector's topics, the heartbeats. Put together here, ended in reverse. */
public final class IngestServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final IngestConfig config;
    private final Clock clock;
    private final WireFormat format;
    private final Decoder decoder;
    private final List<Route<?, ?>> routes;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private final Ledger ledger = new Ledger(meters);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final OtlpServer ports;

    private IngestServer(IngestConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.format = new WireFormat(config.registryUrl());
        this.decoder = new Decoder(config.maxMessages());
        this.routes = Route.all(config.bounds());
        Producer<byte[], byte[]> producer = opened(new KafkaProducer<>(config.producerProperties()));
        Publisher publisher = new Publisher(producer, format, clock);
        health.needs(publisher::answering, "Kafka does not acknowledge");
        this.ports = opened(ports(publisher));
        BooleanSupplier caughtUp = () -> true;
        if (config.readsCollectorTopics()) {
            CollectorSessions sessions = collectorSessions();
            caughtUp = sessions::caughtUp;
            CollectorTopics topics = opened(CollectorTopics.start(sessions, PAUSE_AFTER_FAILURE));
            health.needs(topics::alive, "the Collector's topics are no longer read");
        }
        if (!config.heartbeatInterval().isZero()) {
            Heartbeats heartbeats = new Heartbeats(publisher, ledger, config.instance());
            HeartbeatClock beating = opened(HeartbeatClock.start(
                    heartbeats, clock, config.heartbeatInterval(), config.heartbeatLag(), caughtUp));
            health.needs(beating::alive, "the heartbeat has stopped");
        }
    }

    /** Starts everything. */
    public static IngestServer start(IngestConfig config, Clock clock) {
        return new IngestServer(config, clock);
    }

    private OtlpServer ports(Publisher publisher) {
        Ingest ingest = new Ingest(decoder, publisher, clock);
        InFlight inFlight = new InFlight(config.maxInFlight());
        Gauge.builder("watchkeeper.ingest.inflight.bytes", inFlight, InFlight::held)
                .register(meters);
        FunctionCounter.builder("watchkeeper.ingest.turned.away", inFlight, InFlight::turnedAway)
                .register(meters);
        return OtlpServer.start(
                config.ports(),
                routes,
                new CountedIntake(ingest, ledger, Way.HTTP),
                new CountedIntake(ingest, ledger, Way.GRPC),
                inFlight,
                health,
                meters::scrape);
    }

    private CollectorSessions collectorSessions() {
        return new CollectorSessions(
                () -> new KafkaConsumer<>(config.collectorConsumerProperties()),
                () -> new KafkaProducer<>(config.collectorProducerProperties()),
                producer -> new Ingest(decoder, new Publisher(producer, format, clock), clock),
                ledger,
                routes,
                config.collectorEncoding(),
                config.ports().maxBytes());
    }

    /** The port for OTLP/gRPC. */
    public int grpcPort() {
        return ports.grpcPort();
    }

    /** The port for OTLP/HTTP. */
    public int httpPort() {
        return ports.httpPort();
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not end cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
