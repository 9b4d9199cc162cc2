package dev.watchkeeper.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A PostgreSQL server of this machine, bound to loopback. Unlike the library's default it really writes what it has
 * committed (fsync and synchronous_commit on), and a server that a killed JVM left behind is stopped first.
 */
public final class LocalPostgres implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private LocalPostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts on a free port in a fresh or existing folder. */
    public static LocalPostgres start(Path folder) {
        return start(folder, Ports.free());
    }

    /** Starts on the given port. */
    public static LocalPostgres start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            stopLeftover(folder.resolve("data").resolve("postmaster.pid"));
            return new LocalPostgres(EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + folder + " did not start", e);
        }
    }

    /** The JDBC address of a database on this server, without user or password. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    /** The port it listens on. */
    public int port() {
        return postgres.getPort();
    }

    /** Creates what is missing of these databases, each owned by the superuser {@code postgres}. */
    public void createDatabases(List<String> names) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?");
                var create = connection.createStatement()) {
            for (String name : names) {
                if (!name.matches("[a-z_]+")) {
                    throw new IllegalArgumentException("a database's name is lower-case letters, found " + name);
                }
                exists.setString(1, name);
                try (var found = exists.executeQuery()) {
                    if (!found.next()) {
                        create.executeUpdate("create database " + name);
                    }
                }
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("databases " + names + " could not be created", e);
        }
    }

    /** Stops the server; what was committed stays on disk. */
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private static void stopLeftover(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .ifPresent(process -> {
                    process.destroy();
                    process.onExit().join();
                });
        Files.deleteIfExists(pidFile);
    }
}
