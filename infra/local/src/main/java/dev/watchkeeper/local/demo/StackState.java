package dev.watchkeeper.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.watchkeeper.local.rooms.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What other commands need to know of a running stack; kept in {@code var/state.json} while it runs.
 *
 * @param launcherPid the launcher's process
 * @param ports the port of each name
 * @param pids the process of each room
 * @param receiver what plays the receiver: {@code alertmanager} or {@code receiver}
 */
public record StackState(long launcherPid, Map<String, Integer> ports, Map<String, Long> pids, String receiver) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final int GRACE_SECONDS = 15;

    public StackState {
        ports = Map.copyOf(ports);
        pids = Map.copyOf(pids);
    }

    /** The address of a port on this machine. */
    public String address(String port) {
        Integer number = ports.get(port);
        if (number == null) {
            throw new IllegalArgumentException("no port " + port + ", known are " + ports.keySet());
        }
        return "http://127.0.0.1:" + number;
    }

    /** The stack that runs in this folder, if one does. */
    public static Optional<StackState> running(Home home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            StackState state = JSON.readValue(file.toFile(), StackState.class);
            return ProcessHandle.of(state.launcherPid())
                    .filter(ProcessHandle::isAlive)
                    .map(process -> state);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; ./watchkeeper reset removes it", e);
        }
    }

    /** Ends the processes that a killed launcher left behind, and waits until they are gone. */
    static void endLeftBehind(Home home) throws InterruptedException {
        List<ProcessHandle> left = leftBehind(home).values().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(home.project().toString()))
                .toList();
        left.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : left) {
            ended(process);
        }
        remove(home);
    }

    private static void ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("process " + process.pid(), e);
        }
    }

    private static Map<String, Long> leftBehind(Home home) {
        Path file = file(home);
        try {
            return Files.exists(file)
                    ? JSON.readValue(file.toFile(), StackState.class).pids()
                    : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    void write(Home home) {
        try {
            JSON.writeValue(file(home).toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException("state of the stack", e);
        }
    }

    static void remove(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new UncheckedIOException("state of the stack", e);
        }
    }

    private static Path file(Home home) {
        return home.made("").resolve("state.json");
    }
}
