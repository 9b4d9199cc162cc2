package dev.watchkeeper.jobs.connect;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.configuration.ReadableConfig;

/** The properties that all Kafka clients of a job begin with. */
public final class KafkaClients {

    private KafkaClients() {}

    /**
     * Bootstrap servers and, where configured, the properties file's contents.
     *
     * @throws UncheckedIOException where the configured file cannot be read
     */
    public static Properties properties(ReadableConfig config) {
        Properties properties = new Properties();
        String file = config.get(JobConfig.CLIENT_PROPERTIES_FILE);
        if (!file.isEmpty()) {
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(JobConfig.CLIENT_PROPERTIES_FILE.key() + " cannot be read", e);
            }
        }
        properties.setProperty("bootstrap.servers", config.get(JobConfig.BOOTSTRAP_SERVERS));
        return properties;
    }
}
