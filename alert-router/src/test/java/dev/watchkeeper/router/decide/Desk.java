package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.Label;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A state with somebody who decides on it and replays at once, and samples of what comes in. */
public final class Desk {

    public static final Partition INCIDENTS = new Partition("incidents", 0);
    public static final Partition VERDICTS = new Partition("verdicts", 0);
    public static final long NOON = 1_700_000_000_000L;

    /** The declared receivers. */
    public static final Set<String> RECEIVERS = Set.of("pager", "hook");

    private final Deciding deciding;
    private final Map<Partition, Long> next = new HashMap<>();
    public RouterState state = RouterState.empty();
    public long now = NOON;
    private long index = 10;

    public Desk(Policy policy) {
        deciding = new Deciding(policy, new AlertPayload("http://console/"), RECEIVERS);
        turn(new Input.Begun(INCIDENTS, 0), new Input.Begun(VERDICTS, 0));
    }

    public static Desk withDefaults() {
        return new Desk(policy(""));
    }

    /** The default policy with further lines. */
    public static Policy policy(String reviews) {
        return PolicyText.parse("""
                version: test-1
                rules:
                  - {id: suppress-1, certainty-below: 0.50, then: suppress}
                  - {id: notify-1, certainty-at-least: 0.90, then: notify, otherwise: ask, receiver: pager}
                reviews: {ask-due: PT15M, check-due: PT24H%s}
                forget-after: P7D
                """.formatted(reviews), "first");
    }

    public Entry turn(Input... inputs) {
        return take(new Turn(now, List.of(inputs), List.of(), 0));
    }

    public Entry take(Turn turn) {
        Entry entry = deciding.decide(state, "command-" + index, turn);
        if (!entry.isEmpty()) {
            state = state.replay(entry, index++).state();
        }
        return entry;
    }

    public Entry outcome(Outcome outcome) {
        return take(new Turn(now, List.of(), List.of(outcome), 0));
    }

    public Entry tick(long atMillis) {
        now = atMillis;
        return turn();
    }

    public Desk takes(Incident incident) {
        turn(input(incident));
        return this;
    }

    public Desk takes(Verdict verdict) {
        turn(input(verdict));
        return this;
    }

    public Input input(Incident incident) {
        return new Input.OfIncident(position(INCIDENTS), incident);
    }

    public Input input(Verdict verdict) {
        return new Input.OfVerdict(position(VERDICTS), verdict);
    }

    public Position position(Partition partition) {
        long offset = next.merge(partition, 1L, Long::sum) - 1;
        return new Position(partition, offset);
    }

    public Case known(String incidentId) {
        return state.caseOf(incidentId).orElseThrow();
    }

    public Decision decision(String incidentId) {
        return known(incidentId).decision();
    }

    public Review review(String incidentId) {
        List<Review> reviews = known(incidentId).reviews();
        return reviews.get(reviews.size() - 1);
    }

    public Optional<Notification> lasting(String incidentId) {
        return known(incidentId).lasting();
    }

    /** The receiver of the newest notification confirms its newest content. */
    public Desk confirmed(String incidentId) {
        List<Notification> told = known(incidentId).notifications();
        Notification newest = told.get(told.size() - 1);
        outcome(Outcome.told(incidentId, newest.id(), newest.content()));
        return this;
    }

    public static Incident incident(String id, int revision, double certainty) {
        return Incident.newBuilder()
                .setId(id)
                .setTenant("default")
                .setRevision(revision)
                .setState(IncidentState.OPEN)
                .setOpenedAtMillis(NOON - 60_000)
                .setUpdatedAtMillis(NOON - 60_000 + revision * 10_000L)
                .setSentence("payment: errors 0.3 % → 24 %, revision " + revision)
                .setCertainty(certainty)
                .setPValue(0.001)
                .setAlerts(new ArrayList<>())
                .setCauses(new ArrayList<>())
                .build();
    }

    public static Incident closed(String id, int revision) {
        return Incident.newBuilder(incident(id, revision, 0.95))
                .setState(IncidentState.CLOSED)
                .setClosedAtMillis(NOON - 1_000)
                .build();
    }

    public static Incident merged(String id, int revision, String into) {
        return Incident.newBuilder(incident(id, revision, 0.95))
                .setState(IncidentState.MERGED)
                .setMergedInto(into)
                .build();
    }

    public Verdict verdict(String incidentId, Answer answer) {
        return verdict(incidentId, answer, each -> each);
    }

    public Verdict verdict(String incidentId, Answer answer, UnaryOperator<Verdict.Builder> change) {
        Review review = review(incidentId);
        return change.apply(Verdict.newBuilder()
                        .setId("verdict-" + incidentId + "-" + review.getPurpose())
                        .setReviewId(review.getId())
                        .setReviewRevision(review.getRevision())
                        .setDecisionId(review.getDecisionId())
                        .setIncidentId(incidentId)
                        .setTenant("default")
                        .setAnswer(answer)
                        .setReason(answer == Answer.REJECT ? "a deployment" : null)
                        .setLabel(answer == Answer.REJECT ? Label.NOT_ANOMALY : Label.ANOMALY)
                        .setNotify(answer != Answer.REJECT)
                        .setReceiver(review.getReceiver())
                        .setPayload(review.getPayload())
                        .setReviewer("alice")
                        .setTimeMillis(now))
                .build();
    }
}
