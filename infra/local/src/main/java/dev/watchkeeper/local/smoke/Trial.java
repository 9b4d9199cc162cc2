package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.local.review.ReviewApi;
import dev.watchkeeper.local.shop.ShopControl;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fault from on to off: wait for the incident and its decision, answer its review, take the fault off, wait until
 * all is quiet, and judge by what was seen at the receiver all the while.
 */
final class Trial {

    private static final Duration UNTIL_DETECTED = Duration.ofMinutes(5);
    private static final Duration UNTIL_DECIDED = Duration.ofSeconds(30);
    private static final Duration UNTIL_EFFECT = Duration.ofSeconds(45);
    private static final Duration UNTIL_OUT_OF_MEMORY = Duration.ofMinutes(6);
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(8);
    private static final String MODIFIED = "changed by the smoke run";

    private final Observer observer;
    private final ReviewApi api;
    private final ShopControl shop;
    private final Receiver receiver;
    private final Clock clock;

    /** What was found while the fault was on. */
    private record Found(
            Observer.Seen<Incident> opened,
            double afterSeconds,
            Incident decidedOn,
            @Nullable String decision,
            Answered answered,
            @Nullable Double secondsBeforeOutOfMemory) {}

    /** A review's answer and its decision, or why there is none. */
    private record Answered(
            @Nullable String verdict, Instant at, @Nullable Instant decided, String otherwise) {

        static Answered not(String why) {
            return new Answered(null, Instant.EPOCH, null, why);
        }
    }

    Trial(Observer observer, ReviewApi api, ShopControl shop, Receiver receiver, Clock clock) {
        this.observer = observer;
        this.api = api;
        this.shop = shop;
        this.receiver = receiver;
        this.clock = clock;
    }

    Outcome run(Case tried, int strength, long seed, Answer answer) throws Exception {
        if (!becomesQuiet()) {
            return Outcome.notJudged(
                    tried,
                    strength,
                    seed,
                    "not tried: after " + UNTIL_QUIET.toMinutes() + " minutes not quiet yet: "
                            + observer.restlessness());
        }
        try (ReceiverWatch watch = new ReceiverWatch(receiver, MODIFIED, clock)) {
            Optional<Found> found = whileOn(tried, strength, answer, watch);
            if (found.isEmpty()) {
                return Outcome.missed(tried, strength, seed);
            }
            becomesQuiet();
            Effect effect = effect(found.get(), answer, watch);
            String cause = firstCause(found.get().decidedOn());
            return new Outcome(
                    tried.fault(),
                    tried.service(),
                    strength,
                    seed,
                    found.get().afterSeconds(),
                    cause,
                    topContribution(found.get().decidedOn()),
                    found.get().decision(),
                    effect.sentence(),
                    effect.right() && tried.service().equals(cause),
                    found.get().secondsBeforeOutOfMemory());
        }
    }

    private Optional<Found> whileOn(Case tried, int strength, Answer answer, ReceiverWatch watch) throws Exception {
        Instant begun = clock.instant();
        shop.on(tried.fault(), tried.service(), strength);
        Instant on = clock.instant();
        try {
            var opened = Waiting.until(UNTIL_DETECTED, () -> observer.openedAfter(begun));
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            String incident = opened.get().value().getId();
            Optional<Decision> decision = Waiting.until(UNTIL_DECIDED, () -> observer.decision(incident, any -> true))
                    .map(Observer.Seen::value);
            Answered answered = answered(incident, answer, watch);
            return Optional.of(new Found(
                    opened.get(),
                    seconds(on, opened.get().at()),
                    decision.flatMap(made -> observer.revision(incident, made.getSubjectRevision()))
                            .orElse(opened.get().value()),
                    decision.map(made -> made.getKind().name().toLowerCase(Locale.ROOT) + ": " + made.getReason())
                            .orElse(null),
                    answered,
                    outOfMemory(tried, on)
                            .map(full -> seconds(opened.get().at(), full))
                            .orElse(null)));
        } finally {
            shop.off(tried.fault(), tried.service());
        }
    }

    /** A leak stays until the first process ran out of memory: how much earlier it was told is what it is for. */
    private Optional<Instant> outOfMemory(Case tried, Instant on) throws Exception {
        if (!tried.fault().equals("memory-leak")) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), on.plus(UNTIL_OUT_OF_MEMORY));
        return Waiting.until(left, () -> ShopEvents.firstOutOfMemory(shop.events(), tried.service(), on));
    }

    private Answered answered(String incident, Answer answer, ReceiverWatch watch) throws Exception {
        Optional<Review> open = Waiting.until(
                UNTIL_DECIDED,
                () -> observer.review(incident).filter(review -> review.getState() == ReviewState.OPENED));
        if (open.isEmpty()) {
            return Answered.not("no review to answer");
        }
        Review review = open.get();
        if (Waiting.until(UNTIL_DECIDED, () -> known(review)).isEmpty()) {
            return Answered.not("the review API does not know review " + review.getId());
        }
        ReviewApi.Shown shown = api.review(review.getId());
        ObjectNode body = body(answer, review);
        Instant at = clock.instant();
        String id = api.answer(review.getId(), shown.version(), body).path("id").asText();
        Instant decided = Waiting.until(
                        UNTIL_EFFECT, () -> observer.decision(incident, made -> id.equals(made.getVerdictId())))
                .map(Observer.Seen::at)
                .orElse(null);
        if (decided != null && answer != Answer.REJECT) {
            Waiting.until(
                    UNTIL_EFFECT,
                    () -> watch.of(incident).stream().filter(Sighting::active).findFirst());
        }
        return new Answered(id, at, decided, "");
    }

    /** Only now: a rejected alert must not have come while the fault lasted or while it went away. */
    private Effect effect(Found found, Answer answer, ReceiverWatch watch) throws Exception {
        Answered answered = found.answered();
        String verdict = answered.verdict();
        if (verdict == null) {
            return Effect.wrong(answered.otherwise());
        }
        Instant decided = answered.decided();
        if (decided != null && answer == Answer.REJECT) {
            Instant enough = decided.plus(Effect.WATCHED_AFTER_REJECT);
            Waiting.until(UNTIL_EFFECT, () -> watch.newest().filter(at -> !at.isBefore(enough)));
        }
        return Effect.of(
                answer,
                verdict,
                answered.at(),
                decided,
                watch.of(found.opened().value().getId()));
    }

    private Optional<String> known(Review review) throws InterruptedException {
        try {
            return Optional.of(api.review(review.getId()).version());
        } catch (IllegalStateException notYet) {
            return Optional.empty();
        }
    }

    private static ObjectNode body(Answer answer, Review review) throws java.io.IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("answer", answer.text());
        switch (answer) {
            case APPROVE -> body.put("label", "ANOMALY");
            case REJECT -> body.put("reason", "the smoke run rejects this one");
            case MODIFY -> {
                JsonNode payload = json.readTree(review.getPayload());
                ObjectNode changed = payload.isArray() ? (ObjectNode) payload.get(0) : (ObjectNode) payload;
                changed.withObjectProperty("annotations").put("summary", MODIFIED);
                body.put("reason", MODIFIED)
                        .put("notify", true)
                        .put("receiver", review.getReceiver())
                        .put("payload", payload.toString());
            }
        }
        return body;
    }

    private boolean becomesQuiet() throws Exception {
        return Waiting.until(
                        UNTIL_QUIET, () -> observer.restlessness().isEmpty() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static @Nullable String firstCause(Incident incident) {
        return incident.getCauses().isEmpty()
                ? null
                : incident.getCauses().get(0).getEntity().getName();
    }

    private static @Nullable String topContribution(Incident incident) {
        String cause = firstCause(incident);
        return incident.getAlerts().stream()
                .filter(alert -> alert.getEntity().getName().equals(cause))
                .map(Alert::getContributions)
                .filter(contributions -> !contributions.isEmpty())
                .map(contributions -> contributions.get(0).getGroup() + ": "
                        + contributions.get(0).getSentence())
                .findFirst()
                .orElse(null);
    }
}
