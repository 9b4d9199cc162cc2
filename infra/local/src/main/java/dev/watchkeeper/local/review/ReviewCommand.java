package dev.watchkeeper.local.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./watchkeeper review approve|reject|modify ID}. */
@Command(
        name = "review",
        description = "Answers a review from the terminal; what is approved is exactly what is shown.",
        mixinStandardHelpOptions = true)
public final class ReviewCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The answers. */
    enum Answer {
        approve,
        reject,
        modify,
        show
    }

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Parameters(index = "0", paramLabel = "approve|reject|modify|show", description = "The answer.")
    private Answer answer = Answer.show;

    @Parameters(index = "1", paramLabel = "ID", description = "The review's number or id.")
    private String reference = "";

    @Option(names = "--reason", description = "Why; needed to reject.")
    private @Nullable String reason;

    @Option(names = "--receiver", description = "For modify: who is told instead.")
    private @Nullable String receiver;

    @Option(names = "--payload", description = "For modify: what they are told instead, as JSON.")
    private @Nullable String payload;

    @Option(names = "--notify", arity = "1", description = "For modify: true or false.")
    private @Nullable Boolean notify;

    @Override
    public Integer call() throws InterruptedException {
        Home home = homeOptions.home();
        StackState state = StackState.running(home)
                .orElseThrow(() -> new IllegalStateException("no demo runs here: ./watchkeeper demo starts it"));
        ReviewApi api = ReviewApi.of(home, state);
        ReviewApi.Shown shown = api.review(reference);
        if (answer == Answer.show) {
            System.out.println(shown.review().toPrettyString());
            return 0;
        }
        JsonNode verdict = api.answer(reference, shown.version(), verdict());
        Optional<JsonNode> applied = Applied.await(
                api,
                shown.review().path("incidentId").asText(),
                verdict.path("id").asText(),
                PATIENCE);
        System.out.println(applied.map(decision -> "applied, log index "
                        + decision.path("logIndex").asText() + "; "
                        + (decision.path("outcome").asText().isEmpty()
                                ? decision.path("state").asText().toLowerCase(Locale.ROOT)
                                : decision.path("outcome").asText()))
                .orElse("answered; the router has not applied it within " + PATIENCE.toSeconds() + " s"));
        return applied.isPresent() ? 0 : 1;
    }

    private ObjectNode verdict() {
        ObjectNode verdict = new ObjectMapper().createObjectNode().put("answer", answer.name());
        if (reason != null) {
            verdict.put("reason", reason);
        }
        if (receiver != null) {
            verdict.put("receiver", receiver);
        }
        if (payload != null) {
            verdict.put("payload", payload);
        }
        if (notify != null) {
            verdict.put("notify", notify);
        }
        return verdict;
    }

    /** The decision once it names a verdict. */
    static final class Applied {

        private Applied() {}

        static Optional<JsonNode> await(ReviewApi api, String incident, String verdictId, Duration patience)
                throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < deadline) {
                for (JsonNode decision : api.decisions(incident)) {
                    boolean settled = !decision.path("state").asText().equals("DELIVERING");
                    if (decision.path("verdictId").asText().equals(verdictId) && settled) {
                        return Optional.of(decision);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            return Optional.empty();
        }
    }
}
