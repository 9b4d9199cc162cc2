package dev.watchkeeper.local.demo;

import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.Ready;
import dev.watchkeeper.local.rooms.Room;
import dev.watchkeeper.stack.LocalRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every process of the local stack: what it is started with, on which ports, with how much heap. */
final class Rooms {

    static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    private final Home home;
    private final Map<String, Integer> ports;
    private final DemoOptions options;

    Rooms(Home home, Map<String, Integer> ports, DemoOptions options) {
        this.home = home;
        this.ports = ports;
        this.options = options;
    }

    Room broker() {
        return ours(
                "broker",
                "infra/local",
                "dev.watchkeeper.stack.BrokerMain",
                "320m",
                Map.of("folder", home.made("kafka").toString(), "port", port("kafka")));
    }

    Room postgres() {
        return ours(
                "postgres",
                "infra/local",
                "dev.watchkeeper.stack.PostgresMain",
                "384m",
                Map.of(
                        "folder", home.made("postgres").toString(),
                        "port", port("postgres"),
                        "databases", "registry,review"));
    }

    Room registry() {
        return Room.foreign(
                "registry",
                LocalRegistry.command(
                        home.project().resolve("infra/stack/target/registry"),
                        number("registry"),
                        LocalRegistry.inPostgres(database("registry"), "postgres", "postgres")),
                registryUrl() + "/subjects");
    }

    Room ingest() {
        Map<String, String> settings = kafka();
        settings.put("grpc.port", port("otlp-grpc"));
        settings.put("http.port", port("otlp-http"));
        return ours("ingest", "ingest", "dev.watchkeeper.ingest.IngestMain", "192m", settings);
    }

    Room replay(List<Path> files, long endAtMillis) {
        Map<String, String> settings = kafka();
        settings.put(
                "files", String.join(",", files.stream().map(Path::toString).toList()));
        settings.put("shift", "end-now");
        settings.put("end.at.millis", Long.toString(endAtMillis));
        Room room = ours("history", "ingest", "dev.watchkeeper.ingest.replay.ReplayMain", "256m", settings);
        return new Room(room.name(), room.command(), new Ready.Line("DONE "), Duration.ofMinutes(10));
    }

    Room flink() {
        Map<String, String> settings = kafka();
        settings.put("rest.port", port("flink"));
        settings.put("checkpoint.dir", home.made("flink/checkpoints").toString());
        options.jobSettings().forEach(settings::put);
        Room room = ours("flink", "flink-jobs", "dev.watchkeeper.jobs.local.LocalFlinkMain", "900m", settings);
        return room;
    }

    Room router() {
        Map<String, String> settings = kafka();
        settings.put("http.port", port("router"));
        settings.put("log.port", port("raft"));
        settings.put("log.directory", home.made("raft").toString());
        settings.put("console.url", address("console"));
        settings.put("receivers", "oncall");
        settings.put("receivers.oncall.kind", "alertmanager");
        settings.put("receivers.oncall.url", options.alertmanager().orElse(address("alertmanager")));
        settings.putAll(options.routerSettings());
        return ours("router", "alert-router", "dev.watchkeeper.router.RouterMain", "192m", settings);
    }

    Room reviewApi() {
        Map<String, String> settings = kafka();
        settings.put("http.port", port("console"));
        settings.put("postgres.url", database("review"));
        settings.put("postgres.user", "postgres");
        settings.put("postgres.password.file", postgresPassword());
        settings.put("first.user", "reviewer");
        settings.put("first.login.file", home.secrets().resolve("reviewer").toString());
        settings.put("cli.token.file", home.secrets().resolve("cli.token").toString());
        return ours("review", "review-api", "dev.watchkeeper.review.ReviewMain", "256m", settings);
    }

    Room receiver() {
        if (Files.isExecutable(ALERTMANAGER)) {
            return Room.foreign(
                    "alertmanager",
                    List.of(
                            ALERTMANAGER.toString(),
                            "--config.file=" + alertmanagerConfiguration(),
                            "--storage.path=" + home.made("alertmanager"),
                            "--web.listen-address=127.0.0.1:" + port("alertmanager"),
                            "--cluster.listen-address="),
                    address("alertmanager") + "/-/ready");
        }
        return ours(
                "receiver",
                "infra/local",
                "dev.watchkeeper.local.receiver.ReceiverMain",
                "32m",
                Map.of("port", port("alertmanager")));
    }

    Room shop() {
        Map<String, String> settings = new TreeMap<>(options.shopSettings());
        settings.put("postgres.url", database("postgres"));
        settings.put("postgres.user", "postgres");
        settings.put("postgres.password.file", postgresPassword());
        settings.put("otlp.endpoint", address("otlp-grpc"));
        settings.put("control.port", port("shop"));
        settings.put("order.port", port("order"));
        settings.put("inventory.port", port("inventory"));
        settings.put("payment.ports", port("payment-1") + "," + port("payment-2"));
        return ours("shop", "infra/demo-shop", "dev.watchkeeper.shop.ShopMain", "96m", settings);
    }

    String registryUrl() {
        return LocalRegistry.url(number("registry"));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port("kafka");
    }

    String address(String name) {
        return "http://127.0.0.1:" + port(name);
    }

    private Room ours(String name, String module, String main, String heap, Map<String, String> settings) {
        List<String> flags = name.equals("flink") ? List.of() : QUICK_START;
        return Room.ours(name, home.classpath(module), main, heap, home.configuration(name, settings), flags);
    }

    private Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap.servers", bootstrapServers());
        settings.put("schema.registry.url", registryUrl());
        return settings;
    }

    private String database(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/" + name;
    }

    private String postgresPassword() {
        return home.secret("postgres", "postgres").toString();
    }

    private Path alertmanagerConfiguration() {
        Path file = home.made("conf").resolve("alertmanager.yml");
        try {
            return Files.writeString(file, """
                    # No one is paged by the demo: alerts stop here, on Alertmanager's own page.
                    route:
                      receiver: nobody
                    receivers:
                      - name: nobody
                    """);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("configuration of Alertmanager", e);
        }
    }

    private String port(String name) {
        return Integer.toString(number(name));
    }

    private int number(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port " + name);
        }
        return port;
    }
}
