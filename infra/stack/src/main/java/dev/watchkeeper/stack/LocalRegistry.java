package dev.watchkeeper.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Apicurio's schema registry as a process of its own, with Confluent's API, bound to loopback. */
public final class LocalRegistry implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private LocalRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts on a free port, in memory; its log goes to {@code log}. */
    public static LocalRegistry start(Path log) throws InterruptedException {
        int port = Ports.free();
        LocalRegistry registry = new LocalRegistry(launch(command(program(), port, Map.of()), log), port);
        registry.awaitReady(log);
        return registry;
    }

    /**
     * The command that runs the registry in the foreground.
     *
     * @param program the folder into which the build unpacked the registry
     * @param settings further settings, such as its storage
     */
    public static List<String> command(Path program, int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.level=WARN"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", runner(program).toString()));
        return command;
    }

    /** Settings that keep the schemas in a PostgreSQL database. */
    public static Map<String, String> inPostgres(String jdbcUrl, String user, String password) {
        return Map.of(
                "apicurio.storage.kind", "sql",
                "apicurio.storage.sql.kind", "postgresql",
                "apicurio.datasource.url", jdbcUrl,
                "apicurio.datasource.username", user,
                "apicurio.datasource.password", password);
    }

    /** The address that Confluent's client needs. */
    public String url() {
        return url(port);
    }

    /** The address that Confluent's client needs for a registry on this port. */
    public static String url(int port) {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Where the build put the registry: {@code infra/stack/target/registry} in this folder or one above it. */
    public static Path program() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("infra/stack/target/registry");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no registry: expected infra/stack/target/registry, build infra/stack first");
    }

    private static Path runner(Path program) {
        try (Stream<Path> files = Files.list(program)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no runner jar in " + program));
        } catch (IOException e) {
            throw new UncheckedIOException("registry in " + program, e);
        }
    }

    private static Process launch(List<String> command, Path log) {
        try {
            if (log.getParent() != null) {
                Files.createDirectories(log.getParent());
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "registry-stop"));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("the registry did not start", e);
        }
    }

    private void awaitReady(Path log) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the registry ended with " + process.exitValue() + ", see " + log);
            }
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it still starts
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        close();
        throw new IllegalStateException("the registry was not ready after " + PATIENCE + ", see " + log);
    }
}
