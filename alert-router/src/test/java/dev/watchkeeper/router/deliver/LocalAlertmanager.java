package dev.watchkeeper.router.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real Alertmanager as a process of its own, on loopback. */
public final class LocalAlertmanager implements AutoCloseable {

    public static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
    public static final String WHY_SKIPPED = "no " + PROGRAM + ": install Debian's prometheus-alertmanager";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;

    private LocalAlertmanager(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public static LocalAlertmanager start(Path folder, int port) throws IOException {
        Path config = Files.createDirectories(folder).resolve("alertmanager.yml");
        Files.writeString(config, "route:\n  receiver: none\nreceivers:\n  - name: none\n");
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        LocalAlertmanager alertmanager = new LocalAlertmanager(process, port);
        Awaitility.await("Alertmanager is ready")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> alertmanager.get("/-/ready").statusCode() == 200);
        return alertmanager;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its active alerts of an incident. */
    public List<JsonNode> active(String incidentId) {
        try {
            String filter = URLEncoder.encode("incident=\"" + incidentId + "\"", StandardCharsets.UTF_8);
            HttpResponse<String> response = get("/api/v2/alerts?active=true&filter=" + filter);
            List<JsonNode> alerts = new ArrayList<>();
            new ObjectMapper().readTree(response.body()).forEach(alerts::add);
            return alerts;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
