package dev.watchkeeper.shop.supervise;

import dev.watchkeeper.shop.config.ShopConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a service's process: a small JVM on this process's own class path. */
final class Launch {

    private final ShopConfig config;
    private final Class<?> main;

    Launch(ShopConfig config, Class<?> main) {
        this.config = config;
        this.main = main;
    }

    List<String> command(Instance instance) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + config.serviceHeap(),
                "-Xms16m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=24m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dsun.net.httpserver.nodelay=true",
                // One line without a stack trace: the exporters complain while their endpoint is not up yet.
                "-Djava.util.logging.SimpleFormatter.format=%1$tT %4$s %5$s%n",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                instance.service(),
                instance.name(),
                instance.version(),
                Integer.toString(instance.port()),
                "postgres.url=" + config.postgres().url(),
                "postgres.user=" + config.postgres().user(),
                "otlp.endpoint=" + config.otlpEndpoint().map(Object::toString).orElse("")));
        config.postgres().passwordFile().ifPresent(file -> command.add("postgres.password.file=" + file));
        config.recordDir().ifPresent(folder -> command.add("record.dir=" + folder));
        return command;
    }
}
