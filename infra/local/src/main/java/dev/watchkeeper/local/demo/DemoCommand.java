package dev.watchkeeper.local.demo;

import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeLock;
import dev.watchkeeper.local.rooms.HomeOptions;
import dev.watchkeeper.local.rooms.RunningRoom;
import dev.watchkeeper.local.rooms.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./watchkeeper demo}: everything on this machine, until Ctrl-C. */
@Command(
        name = "demo",
        description = "Runs the platform and a demo shop on this machine, until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    /** A terminal's Ctrl-C reaches the rooms too: whether it was one is known a moment later. */
    private static final Executor AFTER_A_MOMENT = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "Notify this Alertmanager instead of a local one.")
    private @Nullable String alertmanager;

    @Option(names = "--any-ports", description = "Take free ports instead of the usual ones.")
    private boolean anyPorts;

    @Option(names = "--no-history", description = "Begin without the recorded days; detection is cold then.")
    private boolean noHistory;

    @Option(names = "--shop", paramLabel = "KEY=VALUE", description = "Further settings of the shop.")
    private Map<String, String> shop = new LinkedHashMap<>();

    @Option(names = "--jobs", paramLabel = "KEY=VALUE", description = "Further settings of the jobs.")
    private Map<String, String> jobs = new LinkedHashMap<>();

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Home home = homeOptions.home();
        Optional<StackState> other = StackState.running(home);
        if (other.isPresent()) {
            throw new IllegalStateException(
                    "it runs already, process " + other.get().launcherPid() + ": "
                            + other.get().address("console") + "; stop it there with Ctrl-C");
        }
        try (HomeLock lock = HomeLock.take(home)) {
            return run(home);
        }
    }

    private int run(Home home) throws InterruptedException, IOException {
        StackState.endLeftBehind(home);
        DemoOptions options = new DemoOptions(
                Optional.ofNullable(alertmanager),
                anyPorts,
                noHistory ? List.of() : Recording.files(home.project()),
                true,
                jobs,
                shop,
                Map.of());
        Progress progress = new ConsoleProgress(out());
        Instant begun = Instant.now();
        Preflight preflight = Preflight.look(options.wantedPorts());
        progress.note("check", String.join(", ", preflight.notes()));
        if (!preflight.obstacles().isEmpty()) {
            preflight.obstacles().forEach(obstacle -> progress.note("failed", obstacle));
            return 1;
        }
        LocalStack stack = LocalStack.prepared(home, preflight, options, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-stop"));
        try {
            StackState state = stack.start();
            progress.note(
                    "ready",
                    Duration.between(begun, Instant.now()).toSeconds() + " s   " + state.address("console") + "   "
                            + login(home));
            progress.note(
                    "also",
                    "Flink " + state.address("flink") + ", " + state.receiver() + " "
                            + options.alertmanager().orElse(state.address("alertmanager")));
            progress.note("try", "./watchkeeper fault errors --on payment on");
        } catch (StartFailed failed) {
            progress.note("failed", String.valueOf(failed.getMessage()));
            return 1;
        } catch (CancellationException stopped) {
            return INTERRUPTED; // by Ctrl-C: it says nothing, all that had started is stopped
        }
        return watch(stack, progress);
    }

    /** A room that ends by itself is said at once; the rest goes on. */
    private static int watch(LocalStack stack, Progress progress) throws InterruptedException {
        for (RunningRoom room : stack.running()) {
            if (room.name().equals("history")) {
                continue;
            }
            var unused = room.process()
                    .onExit()
                    .thenAcceptAsync(process -> sayEnded(stack, progress, room, process), AFTER_A_MOMENT);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private static void sayEnded(LocalStack stack, Progress progress, RunningRoom room, Process process) {
        if (!stack.closing()) {
            progress.note("ended", room.name() + " with exit code " + process.exitValue() + ", see its log");
        }
    }

    private static String login(Home home) throws IOException {
        Path file = home.secrets().resolve("reviewer");
        return "reviewer / " + (Files.exists(file) ? Files.readString(file).strip() : "(as you set it)");
    }

    private java.io.PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}
