package dev.watchkeeper.local.rooms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that was started, with its log. */
public final class RunningRoom {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Room room;
    private final Process process;
    private final Path log;
    private final long startedNanos = System.nanoTime();

    private RunningRoom(Room room, Process process, Path log) {
        this.room = room;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the process; its output goes to its log, which begins anew.
     *
     * @throws StartFailed there is no such program
     */
    public static RunningRoom start(Room room, Home home) {
        Path log = home.log(room.name());
        try {
            Process process = new ProcessBuilder(room.command())
                    .directory(home.project().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            return new RunningRoom(room, process, log);
        } catch (IOException e) {
            throw new StartFailed(
                    room.name(),
                    "could not be started: " + e.getMessage(),
                    log,
                    "is it built? ./watchkeeper build repeats the build");
        }
    }

    /**
     * Waits until it is ready.
     *
     * @return how long that took since its start
     * @throws StartFailed it ended, or took longer than its patience
     */
    public Duration awaitReady() throws InterruptedException {
        long deadline = startedNanos + room.patience().toNanos();
        while (true) {
            Optional<String> said = room.ready().said(log);
            if (said.isPresent()) {
                return age();
            }
            if (!process.isAlive()) {
                throw new StartFailed(
                        room.name(),
                        "ended with exit code " + process.exitValue() + ": " + lastWords(),
                        log,
                        "read the log; ./watchkeeper reset starts from nothing");
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailed(
                        room.name(),
                        "was not ready after " + room.patience().toSeconds() + " s",
                        log,
                        "read the log; is the machine busy with something else?");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The room's name. */
    public String name() {
        return room.name();
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** The process. */
    public Process process() {
        return process;
    }

    /** The line by which it said that it is ready; empty for foreign programs. */
    public String readyLine() throws InterruptedException {
        return room.ready().said(log).orElse("");
    }

    /** Asks it to end, and after a grace time ends it, with the processes that it started. */
    public void stop() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroy);
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private String lastWords() {
        try {
            return LastWords.of(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList());
        } catch (IOException e) {
            return "its log could not be read";
        }
    }
}
