package dev.watchkeeper.ingest;

import dev.watchkeeper.schemas.topics.TopicCreation;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingest as a process: {@code IngestMain [FILE.properties] [key=value …]}. */
public final class IngestMain {

    private static final Logger LOG = LoggerFactory.getLogger(IngestMain.class);

    private IngestMain() {}

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) throws InterruptedException {
        IngestConfig config = new IngestConfig(IngestConfig.settings(arguments));
        if (config.createsTopics()) {
            try (Admin admin = Admin.create(config.adminProperties())) {
                LOG.info("created topics {}", TopicCreation.createMissing(admin));
            } catch (IllegalStateException e) {
                LOG.warn("topics are not created here, they have to be there", e);
            }
        }
        IngestServer server = IngestServer.start(config, Clock.systemUTC());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            ended.countDown();
        }));
        System.out.println("READY ingest grpc=" + server.grpcPort() + " http=" + server.httpPort());
        ended.await();
    }
}
