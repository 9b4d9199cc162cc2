package dev.watchkeeper.router;

import static dev.watchkeeper.router.decide.Desk.closed;
import static dev.watchkeeper.router.decide.Desk.incident;
import static dev.watchkeeper.router.decide.Desk.merged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.router.deliver.LocalAlertmanager;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Label;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The real program between a real broker, registry, log on disk, and Alertmanager. */
@TestInstance(Lifecycle.PER_CLASS)
class RouterIT {

    private @Nullable World maybeWorld;
    private @Nullable RouterProcess maybeRouter;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        assumeTrue(LocalAlertmanager.installed(), LocalAlertmanager.WHY_SKIPPED);
        maybeWorld = new World(folder);
        maybeRouter = maybeWorld.router();
    }

    @AfterAll
    void stop() throws Exception {
        if (maybeRouter != null) {
            maybeRouter.close();
        }
        if (maybeWorld != null) {
            maybeWorld.close();
        }
    }

    @Test
    void certainIncident_isActiveAtAlertmanager_isUpdated_andResolvedWhenItCloses() throws Exception {
        world().send(incident("certain", 1, 0.95));

        Decision delivered =
                world().awaitDecision("certain", decision -> decision.getState() == DecisionState.DELIVERED);
        assertThat(delivered.getRule()).isEqualTo("notify-1");
        assertThat(delivered.getLogIndex()).isPositive();
        JsonNode alert = activeOne("certain");
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("WatchkeeperIncident");
        assertThat(alert.at("/labels").has("certainty")).isFalse();
        assertThat(alert.at("/annotations/certainty").asText()).isEqualTo("0.95");
        assertThat(world().awaitReview("certain", review -> true).getPurpose()).isEqualTo(ReviewPurpose.CHECK);

        world().send(incident("certain", 2, 0.99));
        await(() -> activeOne("certain").at("/annotations/certainty").asText().equals("0.99"));

        world().send(closed("certain", 3));
        await(() -> world().alertmanager.active("certain").isEmpty());
        world().awaitDecision(
                        "certain",
                        decision -> decision.getState() == DecisionState.RESOLVED
                                && decision.getOutcome().contains("am was told of the end"));
        assertThat(router().page("/decisions/certain")).contains("\"state\":\"RESOLVED\"");
    }

    @Test
    void approved_isActiveAsShown() throws Exception {
        world().send(incident("approve", 1, 0.83));
        Review review = world().awaitReview("approve", each -> each.getState() == ReviewState.OPENED);
        assertThat(review.getWhyAsked()).isEqualTo("certainty 0.83 < 0.90, rule notify-1");
        assertThat(world().alertmanager.active("approve")).isEmpty();

        Verdict verdict = verdict(review, Answer.APPROVE, each -> each);
        world().send(verdict);
        world().send(verdict);

        Decision delivered =
                world().awaitDecision("approve", decision -> decision.getState() == DecisionState.DELIVERED);
        assertThat(delivered.getVerdictId()).isEqualTo(verdict.getId());
        assertThat(delivered.getPayload()).isEqualTo(review.getPayload());
        activeOne("approve");
        world().awaitReview(
                        "approve",
                        each -> each.getState() == ReviewState.ANSWERED
                                && verdict.getId().equals(each.getVerdictId()));
        await(() -> router().metric("fates_total{topic=\"verdicts\",fate=\"dropped\",reason=\"ALREADY_APPLIED\"}") > 0);
    }

    @Test
    void rejected_isNeverSent() throws Exception {
        world().send(incident("reject", 1, 0.7));
        Review review = world().awaitReview("reject", each -> each.getState() == ReviewState.OPENED);

        world().send(verdict(review, Answer.REJECT, each -> each));
        world().send(incident("reject", 2, 0.99));
        world().send(incident("after-reject", 1, 0.95));

        world().awaitDecision("reject", decision -> decision.getState() == DecisionState.REJECTED);
        world().awaitDecision("after-reject", decision -> decision.getState() == DecisionState.DELIVERED);
        assertThat(world().alertmanager.active("reject")).isEmpty();
        assertThat(world().decisions().stream()
                        .filter(decision -> decision.getSubjectId().equals("reject"))
                        .map(Decision::getState))
                .containsExactly(DecisionState.ASKED, DecisionState.REJECTED);
    }

    @Test
    void modified_isSentAsModified_toTheOtherReceiver_signed() throws Exception {
        world().send(incident("modify", 1, 0.7));
        Review review = world().awaitReview("modify", each -> each.getState() == ReviewState.OPENED);
        String modified = review.getPayload().replace("errors", "MANY errors");

        world().send(verdict(
                review, Answer.MODIFY, each -> each.setReceiver("hook").setPayload(modified)));

        world().awaitDecision("modify", decision -> decision.getState() == DecisionState.DELIVERED);
        assertThat(world().hook.taken()).anySatisfy(body -> {
            assertThat(body.path("incident").asText()).isEqualTo("modify");
            assertThat(body.path("alert").toString()).isEqualTo(modified);
        });
        assertThat(world().hook.refused).isEmpty();
        assertThat(world().alertmanager.active("modify")).isEmpty();
    }

    @Test
    void rejectedCheck_isResolvedAtOnce_andMergedIsResolved() throws Exception {
        world().send(incident("wrong", 1, 0.95));
        world().send(incident("part", 1, 0.95));
        world().send(incident("whole", 1, 0.95));
        Review review = world().awaitReview("wrong", each -> each.getPurpose() == ReviewPurpose.CHECK);
        await(() -> world().alertmanager.active("wrong").size() == 1
                && world().alertmanager.active("part").size() == 1);

        world().send(verdict(review, Answer.REJECT, each -> each));
        world().send(merged("part", 2, "whole"));

        await(() -> world().alertmanager.active("wrong").isEmpty()
                && world().alertmanager.active("part").isEmpty());
        activeOne("whole");
        world().awaitReview("part", each -> each.getState() == ReviewState.WITHDRAWN);
    }

    @Test
    void killedBetweenAppendAndDelivery_deliversOnceAfterTheRestart() throws Exception {
        world().gate.shut();
        world().send(incident("killed", 1, 0.95));
        world().awaitDecision("killed", decision -> decision.getState() == DecisionState.DELIVERING);
        await(() -> world().gate.waiting() > 0);
        long taken = router().metric("inputs_total{topic=\"incidents\"}");

        router().kill();
        assertThat(world().alertmanager.active("killed")).isEmpty();
        world().gate.open();
        maybeRouter = world().router();

        world().awaitDecision("killed", decision -> decision.getState() == DecisionState.DELIVERED);
        activeOne("killed");
        assertThat(router().metric("inputs_total{topic=\"incidents\"}"))
                .as("offsets resume from the log: nothing is taken twice")
                .isEqualTo(taken);
        assertThat(world().decisions().stream()
                        .filter(decision -> decision.getSubjectId().equals("killed"))
                        .filter(decision -> decision.getState() == DecisionState.DELIVERING)
                        .map(Decision::getRevision)
                        .distinct())
                .as("decided once")
                .containsExactly(1);
    }

    @Test
    void killedAgainAndAgain_decidesEveryInputOnce_seed42() throws Exception {
        Random random = new Random(42);
        await(() -> router().metric("log_entries") > 0);
        long before = caughtUp();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 12; i++) {
                world().send(incident("burst-" + round + "-" + i, 1, 0.95));
                Awaitility.await()
                        .pollDelay(Duration.ofMillis(random.nextInt(60)))
                        .until(() -> true);
            }
            router().kill();
            maybeRouter = world().router();
        }

        await(() -> router().metric("inputs_total{topic=\"incidents\"}") == before + 48);
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 12; i++) {
                String id = "burst-" + round + "-" + i;
                world().awaitDecision(id, decision -> decision.getState() == DecisionState.DELIVERED);
                activeOne(id);
            }
        }
        await(() -> router().metric("unpublished") == 0 && router().metric("undelivered") == 0);
    }

    @Test
    void unreadableAndAborted_areNotDecided_andStopNothing() throws Exception {
        long before = caughtUp();
        world().sendRaw(Topics.INCIDENTS, new byte[] {1, 2, 3});
        world().sendRaw(Topics.INCIDENTS, new byte[] {0, 0, 1, 0, 0, 7});
        world().sendRaw(Topics.VERDICTS, new byte[0]);
        world().transaction(incident("aborted", 1, 0.95), false);
        world().transaction(incident("committed", 1, 0.95), true);

        world().awaitDecision("committed", decision -> decision.getState() == DecisionState.DELIVERED);
        assertThat(router().metric("inputs_total{topic=\"incidents\"}")).isEqualTo(before + 3);
        assertThat(router().page("/refused")).contains("NOT_WIRE_FORMAT").contains("UNKNOWN_SCHEMA");
        assertThat(world().decisions())
                .noneMatch(decision -> decision.getSubjectId().equals("aborted"));
    }

    @Test
    void newPartition_isPickedUp() throws Exception {
        world().morePartitions(Topics.INCIDENTS, 2);
        world().sendTo(1, incident("second-partition", 1, 0.95));

        Decision decision =
                world().awaitDecision("second-partition", each -> each.getState() == DecisionState.DELIVERED);
        assertThat(decision.getInputs()).containsExactly("incidents-1@0");
    }

    @Test
    void sigterm_endsCleanly_andTheStateComesBack() throws Exception {
        world().send(incident("term", 1, 0.7));
        world().awaitReview("term", each -> true);

        assertThat(router().stop()).isEqualTo(143);
        maybeRouter = world().router();

        assertThat(router().page("/decisions/term")).contains("\"state\":\"ASKED\"");
        assertThat(router().page("/health")).contains("\"leads\":true");
    }

    private long caughtUp() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .during(Duration.ofMillis(500))
                .until(() -> router().metric("unpublished") == 0);
        return router().metric("inputs_total{topic=\"incidents\"}");
    }

    private JsonNode activeOne(String incidentId) {
        await(() -> world().alertmanager.active(incidentId).size() == 1);
        return world().alertmanager.active(incidentId).get(0);
    }

    /** Whatever was killed in between: a revision that is read twice says the same twice. */
    @AfterEach
    void everyRevisionHasOneContent() {
        Map<String, Decision> decisions = new HashMap<>();
        for (Decision decision : world().decisions()) {
            Decision before = decisions.putIfAbsent(decision.getId() + "@" + decision.getRevision(), decision);
            assertThat(before == null || before.equals(decision))
                    .as("%s has one content", decision)
                    .isTrue();
        }
        Map<String, Review> reviews = new HashMap<>();
        for (Review review : world().reviews()) {
            Review before = reviews.putIfAbsent(review.getId() + "@" + review.getRevision(), review);
            assertThat(before == null || before.equals(review))
                    .as("%s has one content", review)
                    .isTrue();
        }
    }

    private static Verdict verdict(Review review, Answer answer, UnaryOperator<Verdict.Builder> change) {
        return change.apply(Verdict.newBuilder()
                        .setId(UUID.randomUUID().toString().replace("-", ""))
                        .setReviewId(review.getId())
                        .setReviewRevision(review.getRevision())
                        .setDecisionId(review.getDecisionId())
                        .setIncidentId(review.getIncidentId())
                        .setTenant(review.getTenant())
                        .setAnswer(answer)
                        .setReason(answer == Answer.REJECT ? "a deployment" : null)
                        .setLabel(Label.ANOMALY)
                        .setNotify(answer != Answer.REJECT)
                        .setReceiver(review.getReceiver())
                        .setPayload(review.getPayload())
                        .setReviewer("alice")
                        .setTimeMillis(review.getOpenedAtMillis() + 1))
                .build();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    private World world() {
        if (maybeWorld == null) {
            throw new IllegalStateException("not started");
        }
        return maybeWorld;
    }

    private RouterProcess router() {
        if (maybeRouter == null) {
            throw new IllegalStateException("not started");
        }
        return maybeRouter;
    }
}
