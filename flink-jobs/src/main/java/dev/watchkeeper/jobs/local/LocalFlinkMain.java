package dev.watchkeeper.jobs.local;

import dev.watchkeeper.jobs.connect.KafkaClients;
import dev.watchkeeper.jobs.detection.DetectionJob;
import dev.watchkeeper.jobs.features.FeaturesJob;
import dev.watchkeeper.schemas.topics.TopicCreation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs both jobs in one JVM: {@code LocalFlinkMain [FILE.properties] [key=value …]}. */
public final class LocalFlinkMain {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFlinkMain.class);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private LocalFlinkMain() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) throws Exception {
        Configuration config = configuration(arguments);
        try (Admin admin = Admin.create(KafkaClients.properties(config))) {
            List<String> created = TopicCreation.createMissing(admin);
            if (!created.isEmpty()) {
                LOG.info("created topics {}", created);
            }
        }
        LocalFlink flink = LocalFlink.start(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(flink, stopped), "stop"));
        List<String> jobs = config.get(LocalConfig.JOBS);
        for (String job : jobs) {
            Optional<Path> checkpoint = flink.submit(job, graph(job));
            LOG.info("{} goes on from {}", job, checkpoint.map(Path::toString).orElse("the topics' beginning"));
        }
        while (!flink.allRunning()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        PrintStream out = System.out;
        out.println("READY flink ui=" + flink.ui() + " jobs=" + String.join(",", jobs));
        out.flush();
        stopped.await();
    }

    static Configuration configuration(String[] arguments) throws IOException {
        Properties properties = new Properties();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                properties.setProperty(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                try (Reader file = Files.newBufferedReader(Paths.get(argument), StandardCharsets.UTF_8)) {
                    properties.load(file);
                }
            }
        }
        Configuration config = new Configuration();
        properties.stringPropertyNames().forEach(key -> config.setString(key, properties.getProperty(key)));
        return config;
    }

    private static LocalFlink.Graph graph(String job) {
        return switch (job) {
            case "features" -> FeaturesJob::build;
            case "detection" -> DetectionJob::build;
            default -> throw new IllegalArgumentException("no job " + job + "; expected features or detection");
        };
    }

    private static void stop(LocalFlink flink, CountDownLatch stopped) {
        try {
            flink.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }
}
