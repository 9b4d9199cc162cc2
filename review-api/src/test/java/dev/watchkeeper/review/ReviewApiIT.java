package dev.watchkeeper.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Label;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API as programs use it, over a real broker, registry and database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReviewApiIT {

    private static final String TENANT = "api";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger SEED = new AtomicInteger(100);

    private final Stack stack = Stack.shared();

    @TempDir
    private static Path folder;

    private ConfigurableApplicationContext context;
    private Client reviewer;

    @BeforeAll
    void start() throws IOException {
        context = ReviewMain.start(stack.config(TENANT, stack.newDatabase(), folder));
        reviewer = Client.withToken(
                ReviewMain.port(context),
                Files.readString(folder.resolve("token")).strip());
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void review_approved_reachesTheTopicExactlyAsShown() {
        Asked asked = asked();
        stack.publish(Topics.INCIDENTS, asked.incidentId(), asked.incident(1, "payment: errors 0.3 % → 24 %"));
        stack.publish(Topics.DECISIONS, asked.incidentId(), asked.decision(1, DecisionState.ASKED));
        Client.Answer shown = open(asked);
        assertThat(reviewer.get("/api/v1/reviews?state=open&purpose=ask").json())
                .anySatisfy(each -> assertThat(each.path("id").asText()).isEqualTo(asked.reviewId()));
        assertThat(shown.json().path("payload").asText()).isEqualTo(Asked.PAYLOAD);
        assertThat(shown.json().path("notify").asBoolean()).isTrue();

        // By the incident's number, as a person at a terminal would.
        String number = shown.json().path("number").asText();
        assertThat(reviewer.get("/api/v1/reviews/" + number).header("ETag")).isEqualTo(shown.header("ETag"));
        Client.Answer answered = answer(number, shown, "{\"answer\":\"approve\"}");
        assertThat(answered.status()).as(answered.toString()).isEqualTo(200);

        Verdict verdict = awaitVerdict(asked);
        assertThat(verdict.getId()).isEqualTo(answered.json().path("id").asText());
        assertThat(verdict.getReviewRevision()).isEqualTo(1);
        assertThat(verdict.getDecisionId()).isEqualTo(asked.decisionId());
        assertThat(verdict.getIncidentId()).isEqualTo(asked.incidentId());
        assertThat(verdict.getAnswer()).isEqualTo(dev.watchkeeper.schemas.record.Answer.APPROVE);
        assertThat(verdict.getLabel()).isEqualTo(Label.ANOMALY);
        assertThat(verdict.getNotify()).isTrue();
        assertThat(verdict.getReceiver()).isEqualTo("oncall");
        assertThat(verdict.getPayload()).isEqualTo(Asked.PAYLOAD);
        assertThat(verdict.getReviewer()).isEqualTo("reviewer");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reviewer.get("/api/v1/verdicts/" + verdict.getId())
                                .json()
                                .path("state")
                                .asText())
                        .isEqualTo("SENT"));
        assertThat(reviewer.get("/api/v1/reviews/" + asked.reviewId())
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("ANSWERED");

        JsonNode incident = reviewer.get("/api/v1/incidents/INC-" + number).json();
        assertThat(incident.path("id").asText()).isEqualTo(asked.incidentId());
        assertThat(incident.path("firstCause").asText()).isEqualTo("payment");
        assertThat(incident.path("pValue").isNull()).isTrue();
        JsonNode decisions =
                reviewer.get("/api/v1/decisions?incident=" + number).json();
        assertThat(decisions).hasSize(1);
        assertThat(decisions.get(0).path("logIndex").asLong()).isEqualTo(401);
    }

    @Test
    void answer_ofTwoReviewersAtOnce_countsOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            Asked asked = asked();
            Client.Answer shown = open(asked);
            CyclicBarrier together = new CyclicBarrier(2);
            ExecutorService reviewers = Executors.newFixedThreadPool(2);
            List<Future<Client.Answer>> answers = new ArrayList<>();
            for (String answer :
                    List.of("{\"answer\":\"approve\"}", "{\"answer\":\"reject\",\"reason\":\"a known cron job\"}")) {
                answers.add(reviewers.submit(() -> {
                    together.await();
                    return answer(asked.reviewId(), shown, answer);
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Client.Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
            reviewers.shutdown();
            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses).allMatch(status -> status == 200 || status == 409 || status == 412);
            awaitVerdict(asked);
        }
    }

    @Test
    void answer_withoutOrWithAnOldVersion_doesNotCount() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        String path = "/api/v1/reviews/" + asked.reviewId() + "/verdict";
        assertThat(reviewer.post(path, "{\"answer\":\"approve\"}").problem()).isEqualTo("version-required");
        assertThat(reviewer.post(path, "{\"answer\":\"approve\"}", "If-Match", "*")
                        .problem())
                .isEqualTo("version-required");

        Review revised =
                Review.newBuilder(asked.review(2)).setReceiver("somebody-else").build();
        stack.publish(Topics.REVIEWS, asked.reviewId(), revised);
        await().atMost(PATIENCE)
                .until(() -> reviewer.get("/api/v1/reviews/" + asked.reviewId())
                                .json()
                                .path("revision")
                                .asInt()
                        == 2);
        Client.Answer stale = answer(asked.reviewId(), shown, "{\"answer\":\"approve\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.problem()).isEqualTo("stale-version");
    }

    @Test
    void answer_toWhatDoesNotWait_isRefused() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        assertThat(answer(asked.reviewId(), shown, "{\"answer\":\"approve\"}").status())
                .isEqualTo(200);
        Client.Answer again = answer(asked.reviewId(), shown, "{\"answer\":\"approve\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("review-closed");

        for (ReviewState state : List.of(ReviewState.WITHDRAWN, ReviewState.EXPIRED)) {
            Asked over = asked();
            Client.Answer before = open(over);
            stack.publish(
                    Topics.REVIEWS,
                    over.reviewId(),
                    Review.newBuilder(over.review(2)).setState(state).build());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(answer(over.reviewId(), before, "{\"answer\":\"approve\"}")
                                    .problem())
                            .isEqualTo("review-closed"));
        }
    }

    @Test
    void answer_invalid_saysWhichField() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        Map.of(
                        "{\"answer\":\"reject\"}", "reason",
                        "{\"answer\":\"perhaps\"}", "answer",
                        "{}", "answer",
                        "{\"answer\":\"modify\"}", "answer",
                        "{\"answer\":\"approve\",\"receiver\":\"other\"}", "answer",
                        "{\"answer\":\"modify\",\"payload\":\"{\"}", "payload",
                        "{\"answer\":\"modify\",\"receiver\":\" \"}", "receiver",
                        "{\"answer\":\"modify\",\"receiver\":\"oncal\"}", "receiver",
                        "{\"answer\":\"modify\",\"payload\":{\"labels\":{},\"annotations\":{}}}", "payload",
                        "{\"answer\":\"approve\",\"label\":\"TRUE\"}", "label")
                .forEach((body, field) -> {
                    Client.Answer refused = answer(asked.reviewId(), shown, body);
                    assertThat(refused.status()).as(body).isEqualTo(422);
                    assertThat(refused.problem()).as(body).isEqualTo("invalid");
                    assertThat(refused.json().path("field").asText()).as(body).isEqualTo(field);
                });
        for (String body : List.of("{", "", "7", "{\"answer\":\"approve\",\"notifi\":true}", "{\"answer\":{}}")) {
            assertThat(answer(asked.reviewId(), shown, body).problem()).as(body).isEqualTo("bad-request");
        }
        String huge = "{\"answer\":\"reject\",\"reason\":\"" + "x".repeat(600_000) + "\"}";
        assertThat(answer(asked.reviewId(), shown, huge).problem()).isEqualTo("too-large");
        assertThat(reviewer.get("/api/v1/reviews/" + asked.reviewId())
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("OPEN");
    }

    @Test
    void answer_modified_carriesWhatTheReviewerWroteByteForByte() throws Exception {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        Asked elsewhere = asked();
        stack.publish(
                Topics.REVIEWS,
                elsewhere.reviewId(),
                Review.newBuilder(elsewhere.review(1))
                        .setReceiver("team-payment")
                        .build());
        await().atMost(PATIENCE)
                .until(() ->
                        reviewer.get("/api/v1/reviews/" + elsewhere.reviewId()).status() == 200);
        String instead = Asked.PAYLOAD.replace(
                "\"annotations\": {}", "\"annotations\" :\n {\"note\":\"nur halb so schlimm ✓\"}");
        String body = new ObjectMapper()
                .createObjectNode()
                .put("answer", "modify")
                .put("receiver", "team-payment")
                .put("payload", instead)
                .put("label", "ANOMALY_EXPECTED")
                .put("cause", "inventory")
                .toString();
        assertThat(answer(asked.reviewId(), shown, body).status()).isEqualTo(200);
        Verdict verdict = awaitVerdict(asked);
        assertThat(verdict.getPayload()).isEqualTo(instead);
        assertThat(verdict.getReceiver()).isEqualTo("team-payment");
        assertThat(verdict.getNotify()).isTrue();
        assertThat(verdict.getLabel()).isEqualTo(Label.ANOMALY_EXPECTED);
        assertThat(verdict.getCause()).isEqualTo("inventory");
    }

    @Test
    void answer_rejected_isLabelledAsNoAnomalyAndSaysWhy() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        assertThat(answer(asked.reviewId(), shown, "{\"answer\":\"reject\",\"reason\":\"load test\"}")
                        .status())
                .isEqualTo(200);
        Verdict verdict = awaitVerdict(asked);
        assertThat(verdict.getLabel()).isEqualTo(Label.NOT_ANOMALY);
        assertThat(verdict.getReason()).isEqualTo("load test");
        assertThat(verdict.getPayload()).isEqualTo(Asked.PAYLOAD);
    }

    @Test
    void answer_repeatedWithItsKey_isTheSameVerdict() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        String path = "/api/v1/reviews/" + asked.reviewId() + "/verdict";
        String[] headers = {"If-Match", shown.header("ETag"), "Idempotency-Key", "k-" + asked.seed()};
        Client.Answer first = reviewer.post(path, "{\"answer\":\"approve\"}", headers);
        Client.Answer second = reviewer.post(path, "{\"answer\":\"approve\"}", headers);
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(reviewer.post(path, "{\"answer\":\"reject\",\"reason\":\"no\"}", headers)
                        .problem())
                .isEqualTo("key-reused");
        awaitVerdict(asked);
    }

    @Test
    void answer_undone_isNeverSentAndTheReviewWaitsAgain() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        Client.Answer held = answer(asked.reviewId(), shown, "{\"answer\":\"approve\",\"undoable\":true}");
        String verdict = held.json().path("id").asText();
        assertThat(held.json().path("state").asText()).isEqualTo("WAITING");
        JsonNode between = reviewer.get("/api/v1/reviews/" + asked.reviewId()).json();
        assertThat(between.path("state").asText()).isEqualTo("HELD");
        assertThat(between.path("undoUntilMillis").asLong())
                .isEqualTo(held.json().path("timeMillis").asLong() + 10_000);

        assertThat(reviewer.post("/api/v1/verdicts/" + verdict + "/undo", "")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("VOID");
        assertThat(reviewer.post("/api/v1/verdicts/" + verdict + "/undo", "").problem())
                .isEqualTo("too-late-to-undo");
        Client.Answer again = reviewer.get("/api/v1/reviews/" + asked.reviewId());
        assertThat(again.json().path("state").asText()).isEqualTo("OPEN");
        assertThat(reviewer.get("/api/v1/audit?subject=review/" + asked.reviewId())
                        .json()
                        .findValuesAsText("what"))
                .containsExactly("answer undone", "review answered: approve");

        // The second answer is the only one that arrives.
        String second = answer(asked.reviewId(), again, "{\"answer\":\"reject\",\"reason\":\"no\"}")
                .json()
                .path("id")
                .asText();
        assertThat(awaitVerdict(asked).getId()).isEqualTo(second);
        assertThat(reviewer.post("/api/v1/verdicts/" + second + "/undo", "").problem())
                .isEqualTo("too-late-to-undo");
    }

    @Test
    void revision_older_neverOverwritesANewerOne() {
        Asked asked = asked();
        stack.publish(
                Topics.REVIEWS,
                asked.reviewId(),
                Review.newBuilder(asked.review(3)).setQuestion("Three?").build());
        stack.publish(
                Topics.REVIEWS,
                asked.reviewId(),
                Review.newBuilder(asked.review(2)).setQuestion("Two?").build());
        stack.publish(Topics.INCIDENTS, asked.incidentId(), asked.incident(5, "five"));
        stack.publish(Topics.INCIDENTS, asked.incidentId(), asked.incident(4, "four"));
        stack.publish(Topics.DECISIONS, asked.incidentId(), asked.decision(2, DecisionState.DELIVERED));
        stack.publish(Topics.DECISIONS, asked.incidentId(), asked.decision(1, DecisionState.ASKED));
        Asked fence = asked();
        stack.publish(Topics.INCIDENTS, fence.incidentId(), fence.incident(1, "fence"));
        stack.publish(Topics.DECISIONS, fence.incidentId(), fence.decision(1, DecisionState.ASKED));
        open(fence);
        await().atMost(PATIENCE)
                .until(() -> reviewer.get("/api/v1/decisions?incident=" + fence.incidentId())
                                .json()
                                .size()
                        == 1);
        await().atMost(PATIENCE)
                .until(() ->
                        reviewer.get("/api/v1/incidents/" + fence.incidentId()).status() == 200);

        JsonNode review = reviewer.get("/api/v1/reviews/" + asked.reviewId()).json();
        assertThat(review.path("question").asText()).isEqualTo("Three?");
        assertThat(review.path("version").asInt()).isEqualTo(1);
        assertThat(reviewer.get("/api/v1/incidents/" + asked.incidentId())
                        .json()
                        .path("sentence")
                        .asText())
                .isEqualTo("five");
        assertThat(reviewer.get("/api/v1/decisions?incident=" + asked.incidentId())
                        .json()
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("DELIVERED");
    }

    @Test
    void record_undecodable_isRejectedWithItsReasonAndStopsNothing() {
        stack.publishBytes(Topics.REVIEWS, "garbage", new byte[] {1, 2, 3});
        stack.publishBytes(Topics.REVIEWS, "unknown", new byte[] {0, 0x7f, 0, 0, 1, 9});
        Asked nul = asked();
        stack.publish(
                Topics.REVIEWS,
                nul.reviewId(),
                Review.newBuilder(nul.review(1)).setPayload("{\"a\":\"\0\"}").build());
        open(asked());
        List<String> reasons = context.getBean(JdbcClient.class)
                .sql("select reason from rejected_record where topic = 'reviews' order by at_offset")
                .query(String.class)
                .list();
        assertThat(reasons).contains("NOT_WIRE_FORMAT", "UNKNOWN_SCHEMA", "NOT_STORABLE");
        assertThat(reviewer.get("/api/v1/reviews/" + nul.reviewId()).status()).isEqualTo(404);
    }

    @Test
    void record_ofAnotherTenant_isNotSeen() {
        Asked foreign = new Asked("somebody-else", SEED.incrementAndGet(), System.currentTimeMillis());
        stack.publish(Topics.REVIEWS, foreign.reviewId(), foreign.review(1));
        open(asked());
        assertThat(reviewer.get("/api/v1/reviews/" + foreign.reviewId()).problem())
                .isEqualTo("not-found");
    }

    @Test
    void problem_whateverGoesWrong_isOne() {
        Client nobody = new Client(ReviewMain.port(context), null);
        assertThat(nobody.get("/api/v1/reviews").problem()).isEqualTo("unauthenticated");
        assertThat(nobody.get("/api/v1/nowhere").problem()).isEqualTo("unauthenticated");
        assertThat(nobody.post("/api/v1/annotations", "{}").problem()).isEqualTo("unauthenticated");
        assertThat(Client.withToken(nobody.port(), "wk_wrong")
                        .get("/api/v1/reviews")
                        .problem())
                .isEqualTo("unauthenticated");
        assertThat(reviewer.get("/api/v1/nowhere").problem()).isEqualTo("not-found");
        assertThat(reviewer.get("/api/v1/reviews/424242").problem()).isEqualTo("not-found");
        assertThat(reviewer.get("/api/v1/incidents/424242").problem()).isEqualTo("not-found");
        assertThat(reviewer.get("/api/v1/reviews?state=odd").problem()).isEqualTo("invalid");
        assertThat(reviewer.get("/api/v1/reviews?limit=many").problem()).isEqualTo("bad-request");
        assertThat(reviewer.get("/api/v1/decisions").problem()).isEqualTo("bad-request");
        assertThat(reviewer.get("/api/v1/decisions?incident=424242").json()).isEmpty();
        assertThat(reviewer.delete("/api/v1/reviews").status()).isEqualTo(405);
        assertThat(reviewer.delete("/api/v1/reviews").problem()).isEqualTo("method-not-allowed");
        assertThat(reviewer.get("/api/v1/reviews/%00").problem()).isEqualTo("bad-request");
        assertThat(reviewer.get("/api/v1/reviews/a;b").problem()).isEqualTo("bad-request");
        assertThat(reviewer.get("/actuator/env").problem()).isEqualTo("not-found");
        assertThat(nobody.get("/actuator/prometheus").problem()).isEqualTo("unauthenticated");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                nobody.get("/actuator/health").response().body())
                        .isEqualTo("{\"status\":\"UP\"}"));
        assertThat(reviewer.get("/actuator/prometheus").response().body()).contains("watchkeeper_review_records_total");
    }

    @Test
    void annotation_onAndOff_lastsInBetween() {
        String begun = reviewer.post(
                        "/api/v1/annotations",
                        "{\"kind\":\"fault\",\"time\":\"2026-01-31T12:00:00Z\",\"service\":\"payment\",\"text\":\"errors\",\"on\":true}")
                .json()
                .path("id")
                .asText();
        Client.Answer ended = reviewer.post(
                "/api/v1/annotations",
                "{\"kind\":\"fault\",\"time\":\"2026-01-31T12:05:00Z\",\"service\":\"payment\",\"text\":\"errors\",\"on\":false}");
        assertThat(ended.status()).isEqualTo(201);
        assertThat(ended.json().path("id").asText()).isEqualTo(begun);
        JsonNode listed = reviewer.get("/api/v1/annotations?from=2026-01-31T12:04:00Z&until=2026-01-31T12:10:00Z")
                .json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("untilMillis").asLong()
                        - listed.get(0).path("fromMillis").asLong())
                .isEqualTo(300_000);
        assertThat(reviewer.get("/api/v1/annotations?from=2026-01-31T12:05:01Z&until=2026-01-31T12:10:00Z")
                        .json())
                .isEmpty();
        assertThat(reviewer.post("/api/v1/annotations", "{\"kind\":\"party\",\"text\":\"x\"}")
                        .problem())
                .isEqualTo("invalid");
    }

    @Test
    void description_served_namesEveryMappingAndNoOther() throws IOException {
        Client.Answer served = new Client(ReviewMain.port(context), null).get("/openapi.json");
        JsonNode document = served.json();
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> described.add(method.getKey().toUpperCase() + " " + path.getKey())));
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingInfo mapping : context.getBean(
                        "requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            for (String pattern : mapping.getPatternValues()) {
                if (pattern.startsWith("/api/") || pattern.equals("/openapi.json")) {
                    mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> mapped.add(method.name() + " " + pattern));
                }
            }
        }
        assertThat(described).isEqualTo(mapped);
        Set<String> dangling = new HashSet<>();
        document.findValuesAsText("$ref").forEach(reference -> {
            if (document.at(reference.substring(1)).isMissingNode()) {
                dangling.add(reference);
            }
        });
        assertThat(dangling).isEmpty();
    }

    @Test
    void description_ofAReview_namesExactlyItsFields() {
        Asked asked = asked();
        Client.Answer shown = open(asked);
        JsonNode schemas = new Client(ReviewMain.port(context), null)
                .get("/openapi.json")
                .json()
                .path("components")
                .path("schemas");
        assertThat(names(shown.json())).isEqualTo(names(schemas.path("Review").path("properties")));
        Client.Answer verdict = answer(asked.reviewId(), shown, "{\"answer\":\"approve\"}");
        assertThat(names(verdict.json()))
                .isEqualTo(names(schemas.path("Verdict").path("properties")));
    }

    @Test
    void secrets_written_areForTheirOwnerOnly() throws IOException {
        for (String file : List.of("token", "login")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Asked asked() {
        return new Asked(TENANT, SEED.incrementAndGet(), System.currentTimeMillis());
    }

    /** Publishes the review and waits until it is shown. */
    private Client.Answer open(Asked asked) {
        stack.publish(Topics.REVIEWS, asked.reviewId(), asked.review(1));
        await().atMost(PATIENCE)
                .until(() -> reviewer.get("/api/v1/reviews/" + asked.reviewId()).status() == 200);
        return reviewer.get("/api/v1/reviews/" + asked.reviewId());
    }

    private Client.Answer answer(String reference, Client.Answer shown, String body) {
        return reviewer.post("/api/v1/reviews/" + reference + "/verdict", body, "If-Match", shown.header("ETag"));
    }

    /** The one verdict on the review; more than one fails. */
    private Verdict awaitVerdict(Asked asked) {
        await().atMost(PATIENCE).until(() -> !verdicts(asked).isEmpty());
        return assertThat(verdicts(asked)).hasSize(1).first().actual();
    }

    private List<Verdict> verdicts(Asked asked) {
        return stack.verdicts(TENANT).stream()
                .filter(verdict -> verdict.getReviewId().equals(asked.reviewId()))
                .toList();
    }
}
