package dev.watchkeeper.shop.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A service's process: commands go in a line at a time and are acknowledged, everything else that it prints is handed
 * on. When this process ends, the child's stdin ends and the child with it.
 */
final class Child {

    /** What a JVM exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a process whose lines go to {@code output}. */
    static Child start(String name, List<String> command, Consumer<String> output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // Many arenas cost tens of megabytes in a process with a heap as small as this.
            builder.environment().put("MALLOC_ARENA_MAX", "1");
            Child child = new Child(name, builder.start());
            Thread reader = new Thread(() -> child.read(output), name + "-output");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("process of " + name + " cannot be started", e);
        }
    }

    private void read(Consumer<String> output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("READY ")) {
                    port.complete(Integer.parseInt(line.substring(line.indexOf("port=") + 5)));
                } else if (line.startsWith("ACK ")) {
                    acknowledged.add(line.substring(4));
                } else {
                    output.accept("[" + name + "] " + line);
                }
            }
        } catch (IOException e) {
            output.accept("[" + name + "] output ended: " + e.getMessage());
        }
        port.completeExceptionally(new IllegalStateException(name + " ended before it was ready"));
    }

    /**
     * Waits until it answers requests.
     *
     * @return its port
     * @throws IllegalStateException if it ended or the time ran out
     */
    int awaitReady(Duration patience) throws InterruptedException {
        try {
            return port.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(name + " is not ready after " + patience.toSeconds() + " s", e);
        }
    }

    /** Gives a command that is carried out some time; one that is gone does not hear it. */
    void write(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            // whoever waits for it finds out
        }
    }

    /** Gives a command and waits until it is carried out; false if the process is gone or does not answer. */
    boolean tell(String command) throws InterruptedException {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            return false;
        }
        String answer = acknowledged.poll(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        while (answer != null && !answer.equals(command)) {
            // a late answer to an earlier command
            answer = acknowledged.poll(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        }
        return answer != null;
    }

    /** Calls back with the exit code when it ends. */
    void whenEnded(Consumer<Integer> then) {
        process.onExit().thenAccept(ended -> then.accept(ended.exitValue()));
    }

    /** Asks it to end, and kills it if it does not within 5 s. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }
}
