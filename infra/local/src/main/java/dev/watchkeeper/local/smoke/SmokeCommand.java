package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.local.demo.ConsoleProgress;
import dev.watchkeeper.local.demo.DemoOptions;
import dev.watchkeeper.local.demo.LocalStack;
import dev.watchkeeper.local.demo.Recording;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.review.ReviewApi;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeOptions;
import dev.watchkeeper.local.shop.ShopControl;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./watchkeeper smoke}: the demo on free ports without a person. Each fault is put on, its incident judged, its
 * review answered (approve, reject and modify in turn), and the receiver looked at; one JSON line each on standard
 * output, progress on standard error.
 */
@Command(
        name = "smoke",
        description = "The demo without a person, judged: faults × services × seeds, one JSON line each.",
        mixinStandardHelpOptions = true)
public final class SmokeCommand implements Callable<Integer> {

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

    @Override
    public Integer call() throws Exception {
        List<Case> cases = faults.isEmpty() ? Case.all() : Case.parsed(faults);
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            outcomes.addAll(oneStack(cases, seed));
        }
        long right = outcomes.stream().filter(Outcome::right).count();
        long causes = outcomes.stream()
                .filter(outcome -> outcome.service().equals(outcome.firstCause()))
                .count();
        long payment = outcomes.stream()
                .filter(outcome -> outcome.service().equals("payment"))
                .count();
        System.out.println(new ObjectMapper()
                .writeValueAsString(Map.of(
                        "cases", outcomes.size(),
                        "right", right,
                        "firstCauseRight", causes,
                        "alwaysPaymentWouldBeRight", payment)));
        return right == outcomes.size() ? 0 : 1;
    }

    private List<Outcome> oneStack(List<Case> cases, long seed) throws Exception {
        Home demo = homeOptions.home();
        Path var = demo.made("smoke")
                .resolve("seed-" + seed + "-" + ProcessHandle.current().pid());
        Home home = new Home(demo.project(), var);
        Files.createDirectories(var);
        DemoOptions options = new DemoOptions(
                Optional.empty(),
                true,
                Recording.files(demo.project()),
                true,
                Map.of(),
                Map.of("load.seed", Long.toString(seed)));
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Preflight preflight = Preflight.look(options.wantedPorts());
        if (!preflight.obstacles().isEmpty()) {
            throw new IllegalStateException(String.join("; ", preflight.obstacles()));
        }
        try (LocalStack stack = LocalStack.prepared(home, preflight, options, progress)) {
            Thread stop = new Thread(stack::close, "stack-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            StackState state = stack.start();
            List<Outcome> outcomes = tryAll(cases, seed, home, stack, state);
            Runtime.getRuntime().removeShutdownHook(stop);
            return outcomes;
        }
    }

    private List<Outcome> tryAll(List<Case> cases, long seed, Home home, LocalStack stack, StackState state)
            throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (Observer observer = new Observer(stack.bootstrapServers(), stack.registryUrl(), Clock.systemUTC())) {
            Trial trial = new Trial(
                    observer,
                    ReviewApi.of(home, state),
                    new ShopControl(state.address("shop")),
                    new Receiver(state.address("alertmanager")),
                    Clock.systemUTC());
            for (Case tried : cases) {
                Trial.Answer answer = Trial.Answer.values()[outcomes.size() % Trial.Answer.values().length];
                Outcome outcome = trial.run(tried, strength, seed, answer);
                System.out.println(new ObjectMapper().writeValueAsString(outcome));
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }
}
