package dev.watchkeeper.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/**
 * PostgreSQL as a process: {@code PostgresMain FILE.properties} with {@code folder}, {@code port} and
 * {@code databases}, comma-separated.
 */
public final class PostgresMain {

    private PostgresMain() {}

    /** Runs until it is asked to end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(in);
        }
        LocalPostgres postgres = LocalPostgres.start(
                Path.of(settings.getProperty("folder")), Integer.parseInt(settings.getProperty("port")));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "postgres-stop"));
        postgres.createDatabases(List.of(settings.getProperty("databases").split(",")));
        System.out.println("READY postgres " + postgres.port());
        new CountDownLatch(1).await();
    }
}
