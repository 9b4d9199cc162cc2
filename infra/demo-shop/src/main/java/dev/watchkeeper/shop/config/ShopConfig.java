package dev.watchkeeper.shop.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The shop's configuration. Every key stands in {@link Key} with its default and a sentence; an unknown key is refused,
 * so that a misspelt one does not silently do nothing.
 */
public record ShopConfig(
        Postgres postgres,
        Optional<URI> otlpEndpoint,
        Optional<Path> recordDir,
        int controlPort,
        int orderPort,
        int inventoryPort,
        List<Integer> paymentPorts,
        Load load,
        String serviceHeap,
        String serviceVersion,
        String paymentVersion) {

    /** Where the shop's databases are made. The password is read from its file when a connection is opened. */
    public record Postgres(String url, String user, Optional<Path> passwordFile) {

        /** The JDBC address of another database on the same server. */
        public String urlOf(String database) {
            int slash = url.lastIndexOf('/');
            int query = url.indexOf('?', slash);
            return url.substring(0, slash + 1) + database + (query < 0 ? "" : url.substring(query));
        }

        /** The password, or an empty one if no file is configured (a server that trusts loopback). */
        public String password() {
            try {
                return passwordFile.isPresent()
                        ? Files.readString(passwordFile.get()).strip()
                        : "";
            } catch (IOException e) {
                throw new IllegalArgumentException("postgres.password.file cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** How much is bought and when. */
    public record Load(long seed, double scale, Duration day, Duration dayOffset, boolean enabled) {}

    /** A key of the properties file. */
    public enum Key {
        POSTGRES_URL(
                "postgres.url",
                "jdbc:postgresql://127.0.0.1:5432/postgres",
                "JDBC address of the server; each service gets a database of its own beside it."),
        POSTGRES_USER("postgres.user", "postgres", "User that may create databases."),
        POSTGRES_PASSWORD_FILE("postgres.password.file", "", "File with the user's password; empty: none is sent."),
        OTLP_ENDPOINT(
                "otlp.endpoint", "http://127.0.0.1:4317", "OTLP/gRPC address that telemetry goes to; empty: nowhere."),
        RECORD_DIR("record.dir", "", "If set, telemetry is written there as OTLP/JSON lines and not sent."),
        CONTROL_PORT("control.port", "7070", "Loopback port of the control endpoint; 0 takes a free one."),
        ORDER_PORT("order.port", "7001", "Port of the order service; 0 takes a free one."),
        INVENTORY_PORT("inventory.port", "7002", "Port of the inventory service; 0 takes a free one."),
        PAYMENT_PORTS(
                "payment.ports",
                "7003,7004",
                "Ports of the payment instances, as many as there shall be; 0 takes a free one."),
        LOAD_ENABLED("load.enabled", "true", "Whether customers come."),
        LOAD_SEED("load.seed", "1", "Seed of the customers' arrivals."),
        LOAD_SCALE("load.scale", "1.0", "Multiplies the rate of customers; 1 is what the recorded history has."),
        LOAD_DAY("load.day", "PT30M", "Length of a shop day."),
        LOAD_DAY_OFFSET(
                "load.day.offset",
                "PT10M",
                "Where in the shop day the load starts; the recorded history ends where it started, at PT10M."),
        SERVICE_HEAP("service.heap", "64m", "Heap of each service instance."),
        SERVICE_VERSION("service.version", "1.5.0", "service.version of order and inventory at start."),
        PAYMENT_VERSION(
                "payment.version",
                "1.5.1",
                "service.version of payment at start; what the recorded history ends with.");

        private final String text;
        private final String fallback;
        private final String sentence;

        Key(String text, String fallback, String sentence) {
            this.text = text;
            this.fallback = fallback;
            this.sentence = sentence;
        }

        /** The key as it is written in the file. */
        public String text() {
            return text;
        }

        /** The value that holds if the key is not given. */
        public String fallback() {
            return fallback;
        }

        /** What the key does. */
        public String sentence() {
            return sentence;
        }
    }

    public ShopConfig {
        paymentPorts = List.copyOf(paymentPorts);
        if (paymentPorts.isEmpty()) {
            throw new IllegalArgumentException("payment.ports: at least one port expected");
        }
    }

    /**
     * Reads an optional properties file (the first argument without '=') and {@code key=value} arguments, which win.
     *
     * @throws IllegalArgumentException naming the key, what was found and what is expected
     */
    public static ShopConfig of(String... arguments) {
        Properties given = new Properties();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                load(given, Path.of(argument));
            } else {
                given.setProperty(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        return of(given);
    }

    /** Reads the configuration from properties; see {@link #of(String...)}. */
    public static ShopConfig of(Properties given) {
        List<String> known = Arrays.stream(Key.values()).map(Key::text).toList();
        given.stringPropertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown key " + name + "; known: " + known);
                });
        return new ShopConfig(
                new Postgres(
                        text(given, Key.POSTGRES_URL),
                        text(given, Key.POSTGRES_USER),
                        optional(given, Key.POSTGRES_PASSWORD_FILE).map(Path::of)),
                optional(given, Key.OTLP_ENDPOINT).map(URI::create),
                optional(given, Key.RECORD_DIR).map(Path::of),
                port(given, Key.CONTROL_PORT),
                port(given, Key.ORDER_PORT),
                port(given, Key.INVENTORY_PORT),
                ports(given),
                new Load(
                        (long) number(given, Key.LOAD_SEED),
                        number(given, Key.LOAD_SCALE),
                        duration(given, Key.LOAD_DAY),
                        duration(given, Key.LOAD_DAY_OFFSET),
                        Boolean.parseBoolean(text(given, Key.LOAD_ENABLED))),
                text(given, Key.SERVICE_HEAP),
                text(given, Key.SERVICE_VERSION),
                text(given, Key.PAYMENT_VERSION));
    }

    private static void load(Properties into, Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            into.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException("configuration file cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Properties given, Key key) {
        return given.getProperty(key.text(), key.fallback()).strip();
    }

    private static Optional<String> optional(Properties given, Key key) {
        return Optional.of(text(given, key)).filter(value -> !value.isEmpty());
    }

    private static int port(Properties given, Key key) {
        return port(key, text(given, key));
    }

    private static int port(Key key, String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message below
        }
        throw new IllegalArgumentException(key.text() + ": a port from 0 to 65535 expected, found " + value);
    }

    private static List<Integer> ports(Properties given) {
        List<Integer> ports = new ArrayList<>();
        for (String value : text(given, Key.PAYMENT_PORTS).split(",", -1)) {
            ports.add(port(Key.PAYMENT_PORTS, value));
        }
        return ports;
    }

    private static double number(Properties given, Key key) {
        try {
            return Double.parseDouble(text(given, key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key.text() + ": a number expected, found " + text(given, key), e);
        }
    }

    private static Duration duration(Properties given, Key key) {
        try {
            return Duration.parse(text(given, key));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    key.text() + ": a duration like PT30M expected, found " + text(given, key), e);
        }
    }
}
