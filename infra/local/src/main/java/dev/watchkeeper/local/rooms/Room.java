package dev.watchkeeper.local.rooms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that the launcher starts.
 *
 * @param name what people call it
 * @param command the whole command line
 * @param ready how it says that it is ready
 * @param patience how long it may take
 */
public record Room(String name, List<String> command, Ready ready, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    public Room {
        command = List.copyOf(command);
    }

    /** One of our own mains: it prints a line that begins with {@code READY}. */
    public static Room ours(
            String name, String classpath, String main, String heap, Path configuration, List<String> jvmFlags) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", classpath, main, configuration.toString()));
        return new Room(name, command, new Ready.Line("READY "), PATIENCE);
    }

    /** A foreign program that answers HTTP once it is ready. */
    public static Room foreign(String name, List<String> command, String probe) {
        return new Room(name, command, new Ready.Http(probe), PATIENCE);
    }
}
