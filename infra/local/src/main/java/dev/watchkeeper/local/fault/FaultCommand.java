package dev.watchkeeper.local.fault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.review.ReviewApi;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeOptions;
import dev.watchkeeper.local.shop.ShopControl;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./watchkeeper fault KIND --on SERVICE on|off}. */
@Command(
        name = "fault",
        description = "Puts a fault on or off in the demo shop, and waits for what detection says.",
        mixinStandardHelpOptions = true)
public final class FaultCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** On or off. */
    enum Switch {
        on,
        off
    }

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Parameters(index = "0", paramLabel = "KIND", description = "memory-leak, errors, slow-db, cpu, down or log-storm.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "on|off", description = "Whether it begins or ends.")
    private Switch wanted = Switch.on;

    @Option(names = "--on", required = true, paramLabel = "SERVICE", description = "order, inventory or payment.")
    private String service = "";

    @Option(names = "--strength", paramLabel = "1..3", description = "How strong; default 1.")
    private int strength = 1;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Home home = homeOptions.home();
        StackState state = StackState.running(home)
                .orElseThrow(() -> new IllegalStateException("no demo runs here: ./watchkeeper demo starts it"));
        ReviewApi api = ReviewApi.of(home, state);
        ShopControl shop = new ShopControl(state.address("shop"));
        Instant begun = Instant.now();
        String sentence = wanted == Switch.on ? shop.on(kind, service, strength) : shop.off(kind, service);
        String axis = onTheTimeAxis(api, begun);
        if (wanted == Switch.off) {
            say("off: " + sentence + axis);
            return 0;
        }
        say("on: " + sentence + "." + axis + " Waiting for detection; Ctrl-C leaves it on.");
        Optional<Detected> detected = Detected.since(api, begun, service, PATIENCE);
        detected.ifPresentOrElse(
                found -> say(found.sentence(api)),
                () -> say("nothing was detected within " + PATIENCE.toMinutes() + " minutes; the fault is still on"));
        return detected.isPresent() ? 0 : 1;
    }

    /** What is done is done: that the console's time axis doesn't show it is said, and no more. */
    private String onTheTimeAxis(ReviewApi api, Instant begun) throws InterruptedException {
        try {
            api.annotate("fault", begun, service, kind, wanted == Switch.on);
            return "";
        } catch (IllegalStateException e) {
            return " (The console's time axis does not show it: " + e.getMessage() + ")";
        }
    }

    private void say(String sentence) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(
                LocalTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("HH:mm:ss")) + " " + sentence);
        out.flush();
    }

    /** What came out, once an incident that opened after an instant has its decision. */
    record Detected(JsonNode incident, JsonNode decision) {

        static Optional<Detected> since(ReviewApi api, Instant begun, String service, Duration patience)
                throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < deadline) {
                for (JsonNode incident : about(api.incidents(), begun, service)) {
                    JsonNode decisions = api.decisions(incident.path("id").asText());
                    if (!decisions.isEmpty()) {
                        return Optional.of(new Detected(incident, decisions.get(decisions.size() - 1)));
                    }
                }
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(500);
            }
            return Optional.empty();
        }

        /** Those that may be about it; first those whose first cause is the service. */
        static List<JsonNode> about(JsonNode incidents, Instant begun, String service) {
            return StreamSupport.stream(incidents.spliterator(), false)
                    .filter(incident -> isAbout(incident, begun, service))
                    .sorted(Comparator.comparing(incident -> !names(incident, service)))
                    .toList();
        }

        private static boolean names(JsonNode incident, String service) {
            return incident.path("firstCause").asText().equals(service);
        }

        /** It opened since then; or one that was open already now names the service as its first cause. */
        private static boolean isAbout(JsonNode incident, Instant begun, String service) {
            boolean opened = incident.path("openedAtMillis").asLong() >= begun.toEpochMilli();
            boolean joined = incident.path("state").asText().equals("OPEN")
                    && incident.path("updatedAtMillis").asLong() >= begun.toEpochMilli()
                    && names(incident, service);
            return opened || joined;
        }

        String sentence(ReviewApi api) {
            return "INC-" + incident.path("number").asText() + " "
                    + incident.path("sentence").asText() + ". First cause: "
                    + incident.path("firstCause").asText() + ". Decision: "
                    + decision.path("kind").asText().toLowerCase(java.util.Locale.ROOT) + " ("
                    + decision.path("reason").asText() + ", rule "
                    + decision.path("rule").asText() + ") → "
                    + api.page("/reviews/" + incident.path("number").asText());
        }
    }
}
