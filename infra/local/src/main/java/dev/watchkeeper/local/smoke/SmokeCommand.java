package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.local.demo.ConsoleProgress;
import dev.watchkeeper.local.demo.DemoOptions;
import dev.watchkeeper.local.demo.LocalStack;
import dev.watchkeeper.local.demo.Recording;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.memory.MemoryTable;
import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.review.ReviewApi;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeLock;
import dev.watchkeeper.local.rooms.HomeOptions;
import dev.watchkeeper.local.shop.ShopControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./watchkeeper smoke}: the demo on free ports without a person. Each fault is put on, its incident judged, its
 * review answered (approve, reject and modify in turn), and the receiver watched; one JSON line each on standard output,
 * progress on standard error. The router asks about every incident here ({@link AskingPolicy}).
 */
@Command(
        name = "smoke",
        description = "The demo without a person, judged: faults × services × seeds, one JSON line each.",
        mixinStandardHelpOptions = true)
public final class SmokeCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int INTERRUPTED = 130;

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT[@SERVICE]",
            description = "Which; default all six on all three services (about an hour).")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How often each, with another seed of the load; default 1.")
    private int seeds = 1;

    @Option(names = "--strength", paramLabel = "1..3", description = "How strong; default 1.")
    private int strength = 1;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Case> cases = faults.isEmpty() ? Case.all() : Case.parsed(faults);
        if (seeds < 1 || cases.isEmpty()) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "at least one seed and one fault expected: a run that tries nothing proves nothing");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            List<Outcome> tried = new ArrayList<>();
            try {
                oneStack(cases, seed, tried);
            } catch (CancellationException stopped) {
                return INTERRUPTED;
            } catch (RuntimeException | IOException e) {
                for (Case left : cases.subList(tried.size(), cases.size())) {
                    say(Outcome.notJudged(left, strength, seed, "not tried: " + e.getMessage()), tried);
                }
            }
            outcomes.addAll(tried);
        }
        System.out.println(JSON.writeValueAsString(Summary.of(outcomes)));
        return outcomes.stream().allMatch(Outcome::right) ? 0 : 1;
    }

    private void oneStack(List<Case> cases, long seed, List<Outcome> tried) throws InterruptedException, IOException {
        Home demo = homeOptions.home();
        Path var = demo.made("smoke")
                .resolve("seed-" + seed + "-" + ProcessHandle.current().pid());
        Home home = new Home(demo.project(), var);
        DemoOptions options = new DemoOptions(
                Optional.empty(),
                true,
                Recording.files(demo.project()),
                true,
                Map.of(),
                Map.of("load.seed", Long.toString(seed)),
                Map.of("policy.file", AskingPolicy.file(home).toString()));
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Preflight preflight = Preflight.look(options.wantedPorts());
        if (!preflight.obstacles().isEmpty()) {
            throw new IllegalStateException(String.join("; ", preflight.obstacles()));
        }
        try (HomeLock lock = HomeLock.take(home);
                LocalStack stack = LocalStack.prepared(home, preflight, options, progress)) {
            Thread stop = new Thread(stack::close, "stack-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            StackState state = stack.start();
            tryAll(cases, seed, home, stack, state, tried);
            MemoryTable.of(new TreeMap<>(state.pids()), state.launcherPid())
                    .lines()
                    .forEach(line -> progress.note("memory", line));
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private void tryAll(List<Case> cases, long seed, Home home, LocalStack stack, StackState state, List<Outcome> tried)
            throws InterruptedException, IOException {
        try (Observer observer = new Observer(stack.bootstrapServers(), stack.registryUrl(), Clock.systemUTC())) {
            Trial trial = new Trial(
                    observer,
                    ReviewApi.of(home, state),
                    new ShopControl(state.address("shop")),
                    new Receiver(state.address("alertmanager")),
                    Clock.systemUTC());
            for (Case each : cases) {
                say(outcome(trial, each, seed, Answer.of(tried.size(), seed)), tried);
            }
        }
    }

    /** A case that breaks is a case that is wrong; the others are tried all the same. */
    private Outcome outcome(Trial trial, Case each, long seed, Answer answer) throws InterruptedException {
        try {
            return trial.run(each, strength, seed, answer);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Outcome.notJudged(each, strength, seed, "broke off: " + e);
        }
    }

    private static void say(Outcome outcome, List<Outcome> tried) throws IOException {
        System.out.println(JSON.writeValueAsString(outcome));
        tried.add(outcome);
    }
}
