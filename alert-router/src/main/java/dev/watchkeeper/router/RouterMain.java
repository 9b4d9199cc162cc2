package dev.watchkeeper.router;

import dev.watchkeeper.router.admin.AdminServer;
import dev.watchkeeper.router.admin.Pages;
import dev.watchkeeper.router.decide.AlertPayload;
import dev.watchkeeper.router.decide.Deciding;
import dev.watchkeeper.router.deliver.Deliveries;
import dev.watchkeeper.router.deliver.KafkaPublisher;
import dev.watchkeeper.router.log.RatisLog;
import dev.watchkeeper.router.receive.KafkaInputs;
import dev.watchkeeper.schemas.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node of the router: {@code RouterMain [file.properties] [key=value …]}. */
public final class RouterMain {

    private static final Logger LOG = LoggerFactory.getLogger(RouterMain.class);
    private static final Duration AS_FOLLOWER = Duration.ofMillis(50);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RouterMain() {}

    /** Runs until the process is told to end; exits with 2 for a wrong configuration, 1 for any other failure. */
    public static void main(String[] arguments) {
        RouterMain main = new RouterMain();
        Runtime.getRuntime().addShutdownHook(new Thread(main::end, "router-stop"));
        int status = 0;
        try {
            main.run(RouterConfig.of(arguments));
        } catch (ConfigException | IllegalArgumentException e) {
            LOG.error("the router's configuration is wrong: {}", e.getMessage());
            status = 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("the router failed", e);
            status = 1;
        } finally {
            main.stopped.countDown();
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    private void run(RouterConfig config) throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        Deciding deciding = new Deciding(
                config.policy(), new AlertPayload(config.text("console.url")), Set.copyOf(config.getList("receivers")));
        WireFormat format = new WireFormat(config.text("schema.registry.url"));
        Deliveries deliveries =
                new Deliveries(config.receivers(clock), name -> lane("to-" + name), config.timing(), clock);
        try (RatisLog log = RatisLog.start(config.node());
                KafkaInputs inputs = new KafkaInputs(
                        new KafkaConsumer<>(consumer(config)),
                        format,
                        config.time("receive.wait-ms"),
                        config.time("receive.partitions-interval-ms"),
                        clock);
                KafkaPublisher publisher = new KafkaPublisher(
                        new KafkaProducer<>(producer(config)), format, lane("publish"), Duration.ofSeconds(1), clock);
                AdminServer admin = AdminServer.start(
                        config.text("http.host"),
                        config.number("http.port"),
                        token(config.text("http.token.file")),
                        new Pages(log::state, log::leads, deliveries::counts))) {
            String incarnation = config.text("node.id") + "-" + UUID.randomUUID();
            turns(
                    new AlertRouter(inputs, deciding, log, deliveries, publisher, clock, incarnation),
                    config.getList("log.peers").size() < 2,
                    admin.port());
        }
    }

    private void turns(AlertRouter router, boolean alone, int httpPort) throws InterruptedException {
        boolean ready = false;
        boolean led = false;
        while (stop.getCount() > 0) {
            boolean leads = router.turn();
            if (leads != led) {
                LOG.info(leads ? "this node leads" : "this node doesn't lead");
                led = leads;
            }
            if (!ready && (leads || !alone)) {
                ready = true;
                System.out.println("READY router http=" + httpPort);
            }
            if (!leads && stop.await(AS_FOLLOWER.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void end() {
        stop.countDown();
        try {
            if (!stopped.await(10, TimeUnit.SECONDS)) {
                LOG.warn("the router did not end within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> consumer(RouterConfig config) {
        Map<String, Object> consumer = config.kafka();
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What partitions there are is cached for this long.
        consumer.put(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                config.time("receive.partitions-interval-ms").toMillis());
        // Time goes on while Kafka is away: reviews expire and receivers are told.
        consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000);
        consumer.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.number("receive.batch-records"));
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return consumer;
    }

    private static Map<String, Object> producer(RouterConfig config) {
        Map<String, Object> producer = config.kafka();
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return producer;
    }

    private static ExecutorService lane(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static @Nullable String token(String file) throws IOException {
        return file.isEmpty() ? null : Files.readString(Path.of(file)).strip();
    }
}
