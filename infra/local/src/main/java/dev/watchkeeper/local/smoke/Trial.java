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
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fault from on to off: wait for the incident and its decision, answer its review, look at the receiver, take the
 * fault off, wait until all is quiet.
 */
final class Trial {

    private static final Duration UNTIL_DETECTED = Duration.ofMinutes(5);
    private static final Duration UNTIL_DECIDED = Duration.ofSeconds(30);
    private static final Duration UNTIL_EFFECT = Duration.ofSeconds(45);
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(8);
    private static final String MODIFIED = "changed by the smoke run";

    /** The answers that are tried in turn. */
    enum Answer {
        APPROVE,
        REJECT,
        MODIFY
    }

    private final Observer observer;
    private final ReviewApi api;
    private final ShopControl shop;
    private final Receiver receiver;
    private final Clock clock;

    Trial(Observer observer, ReviewApi api, ShopControl shop, Receiver receiver, Clock clock) {
        this.observer = observer;
        this.api = api;
        this.shop = shop;
        this.receiver = receiver;
        this.clock = clock;
    }

    Outcome run(Case tried, int strength, long seed, Answer answer) throws Exception {
        awaitQuiet();
        shop.on(tried.fault(), tried.service(), strength);
        Instant on = clock.instant();
        try {
            var opened = Waiting.until(UNTIL_DETECTED, () -> observer.openedAfter(on));
            if (opened.isEmpty()) {
                return Outcome.missed(tried, strength, seed);
            }
            double seconds = Duration.between(on, opened.get().at()).toMillis() / 1000.0;
            String incident = opened.get().value().getId();
            Optional<Decision> decision = Waiting.until(UNTIL_DECIDED, () -> observer.decision(incident, any -> true));
            Incident decidedOn = decision.flatMap(made -> observer.revision(incident, made.getSubjectRevision()))
                    .orElse(opened.get().value());
            String effect = effect(incident, answer);
            String cause = firstCause(decidedOn);
            boolean right = tried.service().equals(cause) && effect.startsWith("ok");
            return new Outcome(
                    tried.fault(),
                    tried.service(),
                    strength,
                    seed,
                    seconds,
                    cause,
                    topContribution(decidedOn),
                    decision.map(made -> made.getKind().name().toLowerCase(Locale.ROOT) + ": " + made.getReason())
                            .orElse(null),
                    effect,
                    right);
        } finally {
            shop.off(tried.fault(), tried.service());
        }
    }

    /** The effect counts only if the decision record names the verdict's id and the receiver shows it. */
    private String effect(String incident, Answer answer) throws Exception {
        Optional<Review> open = Waiting.until(
                UNTIL_DECIDED,
                () -> observer.review(incident).filter(review -> review.getState() == ReviewState.OPENED));
        if (open.isEmpty()) {
            return "no review to answer";
        }
        Review review = open.get();
        Optional<String> number = Waiting.until(UNTIL_DECIDED, () -> known(review));
        if (number.isEmpty()) {
            return "the review API does not know review " + review.getId();
        }
        ReviewApi.Shown shown = api.review(review.getId());
        JsonNode verdict = api.answer(review.getId(), shown.version(), body(answer, review));
        String id = verdict.path("id").asText();
        Optional<Decision> named = Waiting.until(
                UNTIL_EFFECT, () -> observer.decision(incident, decision -> id.equals(decision.getVerdictId())));
        if (named.isEmpty()) {
            return "no decision names verdict " + id;
        }
        boolean seen =
                Waiting.until(UNTIL_EFFECT, () -> shows(incident, answer)).isPresent();
        String what = answer.name().toLowerCase(Locale.ROOT)
                + (review.getPurpose() == ReviewPurpose.CHECK ? " (checked afterwards)" : "");
        return (seen ? "ok: " : "not at the receiver: ") + what + ", verdict " + id;
    }

    private Optional<String> known(Review review) throws InterruptedException {
        try {
            return Optional.of(api.review(review.getId()).version());
        } catch (IllegalStateException notYet) {
            return Optional.empty();
        }
    }

    private Optional<Boolean> shows(String incident, Answer answer) throws InterruptedException {
        Optional<JsonNode> active = receiver.active(incident);
        boolean fits = switch (answer) {
            case APPROVE -> active.isPresent();
            case REJECT -> active.isEmpty();
            case MODIFY ->
                active.map(alert -> alert.toString().contains(MODIFIED)).orElse(false);
        };
        return fits ? Optional.of(true) : Optional.empty();
    }

    private static ObjectNode body(Answer answer, Review review) throws java.io.IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("answer", answer.name().toLowerCase(Locale.ROOT));
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

    private void awaitQuiet() throws Exception {
        Waiting.until(UNTIL_QUIET, () -> observer.open() == 0 ? Optional.of(true) : Optional.empty());
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
