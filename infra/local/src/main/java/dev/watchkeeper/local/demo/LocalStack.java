package dev.watchkeeper.local.demo;

import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.Room;
import dev.watchkeeper.local.rooms.RunningRoom;
import dev.watchkeeper.local.rooms.StartFailed;
import dev.watchkeeper.schemas.topics.TopicCreation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;

/**
 * The whole platform and the demo shop on this machine, each room a process of its own.
 *
 * <pre>
 * broker, postgres ─▶ registry, topics ─▶ receiver, router, flink, review ─▶ history ─▶ shop ─▶ ingest
 * </pre>
 *
 * Live telemetry begins last: once its heartbeats come, recorded history would be late.
 */
public final class LocalStack implements AutoCloseable {

    private final Home home;
    private final Rooms rooms;
    private final Preflight preflight;
    private final DemoOptions options;
    private final Progress progress;
    private final List<RunningRoom> running = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService starters = Executors.newCachedThreadPool();

    private LocalStack(Home home, Preflight preflight, DemoOptions options, Progress progress) {
        this.home = home;
        this.preflight = preflight;
        this.options = options;
        this.progress = progress;
        this.rooms = new Rooms(home, preflight.ports(), options);
    }

    /** A stack that has not been started; {@code preflight} must have found no obstacle. */
    public static LocalStack prepared(Home home, Preflight preflight, DemoOptions options, Progress progress) {
        if (!preflight.obstacles().isEmpty()) {
            throw new IllegalArgumentException("obstacles: " + preflight.obstacles());
        }
        return new LocalStack(home, preflight, options, progress);
    }

    /**
     * Starts everything in order.
     *
     * @throws StartFailed a room did not become ready
     */
    public StackState start() throws InterruptedException {
        together(rooms.broker(), rooms.postgres());
        together(rooms.registry());
        createTopics();
        List<Room> platform = new ArrayList<>(List.of(rooms.flink(), rooms.reviewApi(), rooms.router()));
        if (options.alertmanager().isEmpty()) {
            platform.add(rooms.receiver());
        }
        together(platform.toArray(Room[]::new));
        sendHistory();
        if (options.shop()) {
            together(rooms.shop()); // it tells what it has once ingest is there: else its start would be a silence
        }
        together(rooms.ingest());
        StackState state = new StackState(ProcessHandle.current().pid(), preflight.ports(), pids(), receiverName());
        state.write(home);
        return state;
    }

    /** The processes that run, in the order in which they started. */
    public List<RunningRoom> running() {
        return List.copyOf(running);
    }

    /** The brokers' address. */
    public String bootstrapServers() {
        return rooms.bootstrapServers();
    }

    /** The registry's address. */
    public String registryUrl() {
        return rooms.registryUrl();
    }

    /** Stops everything, the last started first. */
    @Override
    public void close() {
        starters.shutdownNow();
        List<RunningRoom> reversed = new ArrayList<>(running);
        Collections.reverse(reversed);
        reversed.forEach(RunningRoom::stop);
        StackState.remove(home);
    }

    private void together(Room... all) throws InterruptedException {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (Room room : all) {
            RunningRoom started = RunningRoom.start(room, home);
            running.add(started);
            starts.add(CompletableFuture.runAsync(() -> await(started), starters));
        }
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartFailed failed) {
                throw failed;
            }
            throw e;
        }
    }

    private void await(RunningRoom room) {
        try {
            progress.ready(room.name(), room.awaitReady());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", rooms.bootstrapServers()))) {
            TopicCreation.createMissing(admin);
        }
    }

    private void sendHistory() throws InterruptedException {
        Path done = home.made("").resolve("history.done");
        if (Files.exists(done)) {
            return; // a second start finds what the first one learned
        }
        if (options.recording().isEmpty()) {
            progress.note("history", "none: detection is cold and learns from now on");
            return;
        }
        Instant begun = Instant.now();
        long end = begun.toEpochMilli();
        RunningRoom replay = RunningRoom.start(rooms.replay(options.recording(), end), home);
        running.add(replay);
        replay.awaitReady();
        HistoryScored scored =
                HistoryScored.await(rooms.bootstrapServers(), rooms.registryUrl(), end, Duration.ofSeconds(120));
        progress.note("history", scored.sentence(Duration.between(begun, Instant.now())));
        try {
            Files.writeString(done, Instant.now() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("history marker", e);
        }
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        running.forEach(room -> pids.put(room.name(), room.pid()));
        return pids;
    }

    private String receiverName() {
        return options.alertmanager().isPresent()
                        || running.stream().anyMatch(room -> room.name().equals("alertmanager"))
                ? "Alertmanager"
                : "receiver";
    }

    /** A room by its name. */
    public Optional<RunningRoom> room(String name) {
        return running.stream().filter(room -> room.name().equals(name)).findFirst();
    }
}
