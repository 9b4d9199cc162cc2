package dev.watchkeeper.review.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets. Keys under {@code console.} and {@code evidence.} belong to the console, which declares them
 * itself and reads them from {@link #originalsStrings()}.
 */
public final class ReviewConfig extends AbstractConfig {

    private static final Set<String> OTHERS = Set.of("console.", "evidence.");

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "http.port",
                    Type.INT,
                    8080,
                    Range.between(0, 65535),
                    Importance.HIGH,
                    "Port of the console and the API; 0 takes a free one.")
            .define("http.host", Type.STRING, "127.0.0.1", new NonEmptyString(), Importance.HIGH, "Address to bind to.")
            .define(
                    "http.secure-cookies",
                    Type.BOOLEAN,
                    false,
                    Importance.MEDIUM,
                    "Cookies only over TLS: set it behind a TLS proxy.")
            .define(
                    "postgres.url",
                    Type.STRING,
                    "jdbc:postgresql://127.0.0.1:5432/review",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "JDBC address of the database.")
            .define("postgres.user", Type.STRING, "postgres", new NonEmptyString(), Importance.HIGH, "Database user.")
            .define(
                    "postgres.password.file",
                    Type.STRING,
                    "",
                    Importance.HIGH,
                    "File with the database password; empty where none is needed.")
            .define(
                    "kafka.bootstrap.servers",
                    Type.STRING,
                    "127.0.0.1:9092",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The broker.")
            .define(
                    "kafka.client.properties.file",
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "Further client properties (SASL, TLS).")
            .define(
                    "schema.registry.url",
                    Type.STRING,
                    "http://127.0.0.1:8081/apis/ccompat/v7",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The schema registry, with Confluent's API.")
            .define(
                    "tenant",
                    Type.STRING,
                    "default",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "Whose reviews these are; records of others are not kept.")
            .define(
                    "first.user",
                    Type.STRING,
                    "admin",
                    new NonEmptyString(),
                    Importance.MEDIUM,
                    "Name of the account that the first start makes.")
            .define(
                    "first.roles",
                    Type.LIST,
                    "ADMIN,REVIEWER",
                    ValidList.in("VIEWER", "REVIEWER", "ADMIN"),
                    Importance.LOW,
                    "Roles of the first account.")
            .define(
                    "first.login.file",
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "File that gets the first account's password (mode 600), until it is changed.")
            .define(
                    "first.password.must-change",
                    Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Whether the first password only serves to choose another.")
            .define(
                    "cli.token.file",
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "File that gets a token of the first account for the terminal (mode 600).")
            .define(
                    "session.hours",
                    Type.INT,
                    12,
                    Range.between(1, 720),
                    Importance.LOW,
                    "Idle hours after which a login ends.");

    /** Checks the values; a key that nobody declares is an error. */
    public ReviewConfig(Map<String, String> values) {
        super(DEFINITION, values, false);
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(DEFINITION.names());
        unknown.removeIf(key -> OTHERS.stream().anyMatch(key::startsWith));
        if (!unknown.isEmpty()) {
            throw new ConfigException("unknown keys " + unknown + ", expected " + new TreeSet<>(DEFINITION.names()));
        }
    }

    /** Reads {@code FILE.properties} and {@code key=value} arguments; later ones win. */
    public static ReviewConfig of(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                values.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                values.putAll(read(Path.of(argument)));
            }
        }
        return new ReviewConfig(values);
    }

    /** Every key, its default and its sentence. */
    public static List<ConfigDef.ConfigKey> keys() {
        return new ArrayList<>(DEFINITION.configKeys().values());
    }

    /** The file behind a key, where it is set. */
    public @Nullable Path file(String key) {
        String name = getString(key);
        return name.isBlank() ? null : Path.of(name);
    }

    /** The database password; empty where no file is set. */
    public String postgresPassword() {
        Path file = file("postgres.password.file");
        try {
            return file == null ? "" : Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("postgres.password.file cannot be read", e);
        }
    }

    /** What every Kafka client needs. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client = new LinkedHashMap<>();
        Path file = file("kafka.client.properties.file");
        if (file != null) {
            client.putAll(read(file));
        }
        client.put("bootstrap.servers", getString("kafka.bootstrap.servers"));
        return client;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("settings cannot be read", e);
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
