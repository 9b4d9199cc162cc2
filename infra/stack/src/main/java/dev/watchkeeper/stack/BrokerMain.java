package dev.watchkeeper.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** The broker as a process: {@code BrokerMain FILE.properties} with {@code folder} and {@code port}. */
public final class BrokerMain {

    private BrokerMain() {}

    /** Runs until it is asked to end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(in);
        }
        LocalBroker broker = LocalBroker.start(
                Path.of(settings.getProperty("folder")), Integer.parseInt(settings.getProperty("port")));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        System.out.println("READY broker " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
