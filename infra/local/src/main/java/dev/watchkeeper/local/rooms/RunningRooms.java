package dev.watchkeeper.local.rooms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * The processes that were started together, in the order in which they started. Once it closes nothing starts any more,
 * so that a stop in the middle of a start leaves no process behind.
 */
public final class RunningRooms implements AutoCloseable {

    private final Home home;
    private final BiConsumer<String, Duration> ready;
    private final ExecutorService starters = Executors.newCachedThreadPool();
    /** Guarded by this, and with it that nothing starts between the flag and the last stop. */
    private final List<RunningRoom> running = new ArrayList<>();

    private boolean closing;

    /** @param ready is told the name of each room that got ready, and how long that took */
    public RunningRooms(Home home, BiConsumer<String, Duration> ready) {
        this.home = home;
        this.ready = ready;
    }

    /**
     * Starts one and does not wait for it.
     *
     * @throws CancellationException it is closing
     */
    public synchronized RunningRoom start(Room room) {
        requireOpen();
        RunningRoom started = RunningRoom.start(room, home);
        running.add(started);
        return started;
    }

    /**
     * Starts several at once and waits until all are ready.
     *
     * @throws StartFailed one did not become ready
     * @throws CancellationException it was closed meanwhile
     */
    public void startTogether(Room... rooms) {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (Room room : rooms) {
            RunningRoom started = start(room);
            starts.add(CompletableFuture.runAsync(() -> await(started), starters));
        }
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            requireOpen(); // a room that was stopped looks like one that failed
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Those that were started, in their order. */
    public synchronized List<RunningRoom> all() {
        return List.copyOf(running);
    }

    /** Whether a stop was asked for. */
    public synchronized boolean closing() {
        return closing;
    }

    /** @throws CancellationException it is closing */
    public synchronized void requireOpen() {
        if (closing) {
            throw new CancellationException("stopped while it started");
        }
    }

    /** Stops all, the last started first. */
    @Override
    public void close() {
        List<RunningRoom> reversed;
        synchronized (this) {
            closing = true;
            reversed = new ArrayList<>(running);
        }
        starters.shutdownNow();
        Collections.reverse(reversed);
        reversed.forEach(RunningRoom::stop);
    }

    private void await(RunningRoom room) {
        try {
            ready.accept(room.name(), room.awaitReady());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(room.name() + " is not ready, nobody waits any more", e);
        }
    }
}
