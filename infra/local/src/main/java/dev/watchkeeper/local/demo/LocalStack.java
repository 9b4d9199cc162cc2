package dev.watchkeeper.local.demo;

import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.Room;
import dev.watchkeeper.local.rooms.RunningRoom;
import dev.watchkeeper.local.rooms.RunningRooms;
import dev.watchkeeper.local.rooms.StartFailed;
import dev.watchkeeper.schemas.topics.TopicCreation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

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

    private static final Duration UNTIL_SCORED = Duration.ofMinutes(2);

    private final Home home;
    private final Rooms rooms;
    private final Preflight preflight;
    private final DemoOptions options;
    private final Progress progress;
    private final RunningRooms running;

    private LocalStack(Home home, Preflight preflight, DemoOptions options, Progress progress) {
        this.home = home;
        this.preflight = preflight;
        this.options = options;
        this.progress = progress;
        this.rooms = new Rooms(home, preflight.ports(), options);
        this.running = new RunningRooms(home, progress::ready);
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
     * @throws StartFailed a step failed
     * @throws CancellationException it was closed meanwhile
     */
    public StackState start() throws InterruptedException {
        try {
            return startInOrder();
        } catch (StartFailed | KafkaException e) {
            running.requireOpen(); // what a stop took away looks like what failed
            throw e;
        }
    }

    private StackState startInOrder() throws InterruptedException {
        running.startTogether(rooms.broker(), rooms.postgres());
        running.startTogether(rooms.registry());
        createTopics();
        List<Room> platform = new ArrayList<>(List.of(rooms.flink(), rooms.reviewApi(), rooms.router()));
        if (options.alertmanager().isEmpty()) {
            platform.add(rooms.receiver());
        }
        running.startTogether(platform.toArray(Room[]::new));
        sendHistory();
        if (options.shop()) {
            running.startTogether(rooms.shop()); // tells what it has once ingest is there: else a silence at its start
        }
        running.startTogether(rooms.ingest());
        StackState state = new StackState(ProcessHandle.current().pid(), preflight.ports(), pids(), receiverName());
        state.write(home);
        return state;
    }

    /** The processes that run, in the order in which they started. */
    public List<RunningRoom> running() {
        return running.all();
    }

    /** Whether a stop was asked for. */
    public boolean closing() {
        return running.closing();
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
        running.close();
        StackState.remove(home);
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", rooms.bootstrapServers()))) {
            TopicCreation.createMissing(admin);
        } catch (RuntimeException e) {
            throw new StartFailed(
                    "topics",
                    "could not be created: " + e.getMessage(),
                    home.log("broker"),
                    "read the log; ./watchkeeper reset starts from nothing");
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
        running.start(rooms.replay(options.recording(), end)).awaitReady();
        HistoryScored scored = scored(end);
        progress.note(
                "history",
                scored.sentence(Duration.between(begun, Instant.now()), rooms.address("console") + "/unscored"));
        try {
            Files.writeString(done, Instant.now() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("history marker", e);
        }
    }

    /** History that is half scored leaves detection half warm: that is a failed start, and no marker says otherwise. */
    private HistoryScored scored(long end) {
        String cause;
        try {
            HistoryScored scored =
                    HistoryScored.await(rooms.bootstrapServers(), rooms.registryUrl(), end, UNTIL_SCORED);
            if (scored.complete()) {
                return scored;
            }
            cause = "was scored for " + scored.minutes() + " minutes only, " + UNTIL_SCORED.toSeconds()
                    + " s after it was sent";
        } catch (RuntimeException e) {
            cause = "could not be followed: " + e.getMessage();
        }
        throw new StartFailed(
                "history",
                cause,
                home.log("flink"),
                "read the log; is the machine busy? ./watchkeeper reset, then demo again (--no-history begins cold)");
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        running.all().forEach(room -> pids.put(room.name(), room.pid()));
        return pids;
    }

    private String receiverName() {
        return options.alertmanager().isPresent()
                        || running.all().stream().anyMatch(room -> room.name().equals("alertmanager"))
                ? "Alertmanager"
                : "receiver";
    }

    /** A room by its name. */
    public Optional<RunningRoom> room(String name) {
        return running.all().stream().filter(room -> room.name().equals(name)).findFirst();
    }
}
