package dev.watchkeeper.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.config.ReviewConfig;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.review.verdict.Answer;
import dev.watchkeeper.review.verdict.AnswerResult;
import dev.watchkeeper.review.verdict.Given;
import dev.watchkeeper.review.verdict.GivenVerdict;
import dev.watchkeeper.review.verdict.Relay;
import dev.watchkeeper.review.verdict.UndoResult;
import dev.watchkeeper.review.verdict.VerdictRows;
import dev.watchkeeper.review.verdict.VerdictTopic;
import dev.watchkeeper.review.verdict.Verdicts;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What dying at the worst moment does: nothing is lost, nothing counts twice. */
final class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stack stack = Stack.shared();

    @TempDir
    private Path folder;

    /** The process dies here. */
    private static final class Crash extends RuntimeException {}

    @Test
    void verdict_committedBeforeTheCrash_isSentOnceAfterTheRestart() throws Exception {
        String database = stack.newDatabase();
        Asked asked = new Asked("crash", 1, System.currentTimeMillis());
        String verdictId;
        try (ConfigurableApplicationContext before = ReviewMain.start(stack.config("crash", database, folder))) {
            before.getBean(Relay.class).close(); // killed before it looks into the outbox
            QueuedReview shown = shown(before, asked);
            verdictId = answered(before.getBean(Verdicts.class)
                            .answer(shown.id(), shown.etag(), new Answer.Approve(), Given.atOnce("ann")))
                    .verdict()
                    .id();
            assertThat(stack.verdicts("crash")).isEmpty();
        }
        try (ConfigurableApplicationContext after = ReviewMain.start(stack.config("crash", database, folder))) {
            await().atMost(PATIENCE).until(() -> !stack.verdicts("crash").isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> after.getBean(Verdicts.class)
                                    .find(verdictId)
                                    .orElseThrow()
                                    .sentAtMillis()
                            != null);
            assertThat(stack.verdicts("crash")).extracting(Verdict::getId).containsExactly(verdictId);
        }
    }

    @Test
    void verdict_sentButNotMarked_isRepeatedWithTheSameIdAndContent() throws Exception {
        try (ConfigurableApplicationContext context =
                ReviewMain.start(stack.config("repeat", stack.newDatabase(), folder))) {
            context.getBean(Relay.class).close();
            QueuedReview shown = shown(context, new Asked("repeat", 2, System.currentTimeMillis()));
            answered(context.getBean(Verdicts.class)
                    .answer(shown.id(), shown.etag(), new Answer.Approve(), Given.atOnce("ann")));
            VerdictTopic topic = context.getBean(VerdictTopic.class);
            VerdictTopic dying = new VerdictTopic() {
                @Override
                public void send(List<Verdict> verdicts) throws InterruptedException {
                    topic.send(verdicts);
                    throw new Crash();
                }

                @Override
                public void close() {}
            };
            assertThatThrownBy(() -> relay(context, dying, Clock.systemUTC()).once())
                    .isInstanceOf(Crash.class);
            assertThat(relay(context, topic, Clock.systemUTC()).once()).isEqualTo(1);
            assertThat(relay(context, topic, Clock.systemUTC()).once()).isZero();
            List<Verdict> sent = stack.verdicts("repeat");
            assertThat(sent).hasSize(2);
            assertThat(sent.get(0)).isEqualTo(sent.get(1));
        }
    }

    @Test
    void verdict_held_leavesNotOneTickBeforeItsTimeAndCannotBeUndoneAtIt() throws Exception {
        try (ConfigurableApplicationContext context =
                ReviewMain.start(stack.config("hold", stack.newDatabase(), folder))) {
            context.getBean(Relay.class).close();
            long now = System.currentTimeMillis();
            QueuedReview shown = shown(context, new Asked("hold", 3, now));
            TestClock clock = new TestClock(now);
            Verdicts verdicts = verdicts(context, clock);
            String first = answered(
                            verdicts.answer(shown.id(), shown.etag(), new Answer.Approve(), Given.undoable("ann")))
                    .verdict()
                    .id();
            Relay relay = relay(context, context.getBean(VerdictTopic.class), clock);

            clock.set(now + Verdicts.HOLD_MILLIS - 1);
            assertThat(relay.once()).isZero();
            assertThat(verdicts.undo(first, "bob", false)).isInstanceOf(UndoResult.NotYours.class);
            assertThat(verdicts.undo(first, "ann", false)).isInstanceOf(UndoResult.Undone.class);

            QueuedReview again = new ReviewQueue(context.getBean(JdbcClient.class), clock)
                    .find(shown.id())
                    .orElseThrow();
            assertThat(again.standing()).isEqualTo(Standing.OPEN);
            assertThat(verdicts.answer(shown.id(), shown.etag(), new Answer.Approve(), Given.undoable("ann")))
                    .isInstanceOf(AnswerResult.Stale.class);
            String second = answered(
                            verdicts.answer(again.id(), again.etag(), new Answer.Approve(), Given.undoable("ann")))
                    .verdict()
                    .id();
            clock.set(now + 2 * Verdicts.HOLD_MILLIS - 1);
            assertThat(verdicts.undo(second, "bob", true)).isInstanceOf(UndoResult.TooLate.class);
            assertThat(relay.once()).isEqualTo(1);
            assertThat(stack.verdicts("hold")).extracting(Verdict::getId).containsExactly(second);
        }
    }

    @Test
    void answer_toARevisionThatTheRouterReplaced_isVoidAndTheReviewWaitsAgain() throws Exception {
        try (ConfigurableApplicationContext context =
                ReviewMain.start(stack.config("revised", stack.newDatabase(), folder))) {
            context.getBean(Relay.class).close();
            Asked asked = new Asked("revised", 4, System.currentTimeMillis());
            QueuedReview shown = shown(context, asked);
            String verdict = answered(context.getBean(Verdicts.class)
                            .answer(shown.id(), shown.etag(), new Answer.Approve(), Given.undoable("ann")))
                    .verdict()
                    .id();
            ReviewQueue queue = context.getBean(ReviewQueue.class);
            assertThat(queue.find(shown.id()).orElseThrow().standing()).isEqualTo(Standing.HELD);
            stack.publish(
                    Topics.REVIEWS,
                    asked.reviewId(),
                    Review.newBuilder(asked.review(2)).setReceiver("another").build());
            await().atMost(PATIENCE)
                    .until(() -> queue.find(shown.id()).orElseThrow().revision() == 2);
            assertThat(queue.find(shown.id()).orElseThrow().standing()).isEqualTo(Standing.OPEN);
            Relay later = relay(
                    context,
                    context.getBean(VerdictTopic.class),
                    new TestClock(System.currentTimeMillis() + Verdicts.HOLD_MILLIS * 2));
            assertThat(later.once()).isZero();
            GivenVerdict dropped = context.getBean(Verdicts.class).find(verdict).orElseThrow();
            assertThat(dropped.undoneAtMillis()).isNotNull();
            assertThat(dropped.notApplied()).contains("the router asks about revision 2");
        }
    }

    @Test
    void answer_toAReviewThatEndedOtherwise_isNotAppliedAndSaysWhy() throws Exception {
        try (ConfigurableApplicationContext context =
                ReviewMain.start(stack.config("ended", stack.newDatabase(), folder))) {
            context.getBean(Relay.class).close();
            Verdicts verdicts = context.getBean(Verdicts.class);
            ReviewQueue queue = context.getBean(ReviewQueue.class);
            Map<ReviewState, String> endings = Map.of(
                    ReviewState.WITHDRAWN, "the review had been withdrawn",
                    ReviewState.EXPIRED, "the review had expired",
                    ReviewState.ANSWERED, "the review had been answered by verdict theirs");
            int seed = 70;
            for (Map.Entry<ReviewState, String> ending : endings.entrySet()) {
                Asked asked = new Asked("ended", seed++, System.currentTimeMillis());
                QueuedReview shown = shown(context, asked);
                String verdict = answered(
                                verdicts.answer(shown.id(), shown.etag(), new Answer.Approve(), Given.undoable("ann")))
                        .verdict()
                        .id();
                stack.publish(
                        Topics.REVIEWS,
                        asked.reviewId(),
                        Review.newBuilder(asked.review(2))
                                .setState(ending.getKey())
                                .setVerdictId(ending.getKey() == ReviewState.ANSWERED ? "theirs" : null)
                                .build());
                await().atMost(PATIENCE)
                        .until(() -> queue.find(shown.id()).orElseThrow().revision() == 2);
                assertThat(verdicts.find(verdict).orElseThrow().notApplied()).isEqualTo(ending.getValue());
                assertThat(queue.find(shown.id()).orElseThrow().standing().name())
                        .isEqualTo(ending.getKey().name());
                assertThat(new Audit(context.getBean(JdbcClient.class), Clock.systemUTC())
                                .newest("review/" + shown.id(), 1))
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.what()).isEqualTo("answer not applied"));
            }
            Relay later = relay(
                    context,
                    context.getBean(VerdictTopic.class),
                    new TestClock(System.currentTimeMillis() + Verdicts.HOLD_MILLIS * 2));
            assertThat(later.once()).as("what nobody waits for is not sent").isZero();
        }
    }

    @Test
    void answer_thatTheRouterTook_isApplied() throws Exception {
        try (ConfigurableApplicationContext context =
                ReviewMain.start(stack.config("taken", stack.newDatabase(), folder))) {
            context.getBean(Relay.class).close();
            Asked asked = new Asked("taken", 80, System.currentTimeMillis());
            QueuedReview shown = shown(context, asked);
            String verdict = answered(context.getBean(Verdicts.class)
                            .answer(shown.id(), shown.etag(), new Answer.Approve(), Given.atOnce("ann")))
                    .verdict()
                    .id();
            stack.publish(
                    Topics.REVIEWS,
                    asked.reviewId(),
                    Review.newBuilder(asked.review(2))
                            .setState(ReviewState.ANSWERED)
                            .setVerdictId(verdict)
                            .build());
            ReviewQueue queue = context.getBean(ReviewQueue.class);
            await().atMost(PATIENCE)
                    .until(() -> queue.find(shown.id()).orElseThrow().revision() == 2);
            assertThat(context.getBean(Verdicts.class)
                            .find(verdict)
                            .orElseThrow()
                            .notApplied())
                    .isNull();
        }
    }

    @Test
    void firstStart_thatCannotWriteThePassword_leavesNoAccountBehind() throws Exception {
        String database = stack.newDatabase();
        Path noFolder = Files.createFile(folder.resolve("no-folder"));
        Map<String, String> settings = new HashMap<>(stack.settings("first", database, folder));
        settings.put("first.login.file", noFolder.resolve("login").toString());
        assertThatThrownBy(() -> ReviewMain.start(new ReviewConfig(settings)))
                .hasRootCauseInstanceOf(FileAlreadyExistsException.class);

        ReviewMain.start(stack.config("first", database, folder)).close();
        assertThat(folder.resolve("login")).exists();
    }

    @Test
    void projection_readingEverythingAgain_changesNothing() {
        String database = stack.newDatabase();
        Asked asked = new Asked("replay", 5, System.currentTimeMillis());
        QueuedReview before;
        try (ConfigurableApplicationContext first = ReviewMain.start(stack.config("replay", database, folder))) {
            shown(first, asked);
            stack.publish(Topics.REVIEWS, asked.reviewId(), asked.review(2));
            ReviewQueue queue = first.getBean(ReviewQueue.class);
            await().atMost(PATIENCE)
                    .until(() -> queue.find(asked.reviewId()).orElseThrow().revision() == 2);
            before = queue.find(asked.reviewId()).orElseThrow();
            // A restored backup that is older than the tables, or a topic that was made anew.
            first.getBean(JdbcClient.class).sql("delete from topic_offset").update();
        }
        try (ConfigurableApplicationContext second = ReviewMain.start(stack.config("replay", database, folder))) {
            Asked fence = new Asked("replay", 6, System.currentTimeMillis());
            shown(second, fence);
            assertThat(second.getBean(ReviewQueue.class).find(asked.reviewId())).contains(before);
        }
    }

    @Test
    void projection_ofTwoProcesses_countsEachRevisionOnce() {
        String database = stack.newDatabase();
        try (ConfigurableApplicationContext one = ReviewMain.start(stack.config("pair", database, folder));
                ConfigurableApplicationContext two = ReviewMain.start(stack.config("pair", database, folder))) {
            for (int seed = 20; seed < 60; seed++) {
                Asked asked = new Asked("pair", seed, System.currentTimeMillis());
                stack.publish(Topics.REVIEWS, asked.reviewId(), asked.review(1));
            }
            for (ConfigurableApplicationContext each : List.of(one, two)) {
                await().atMost(PATIENCE)
                        .until(() -> each.getBean(ReviewQueue.class).waiting().size() == 40);
            }
            assertThat(one.getBean(ReviewQueue.class).waiting())
                    .extracting(QueuedReview::version)
                    .containsOnly(1L);
            assertThat(one.getBean(ReviewQueue.class).waiting())
                    .extracting(QueuedReview::number)
                    .doesNotHaveDuplicates();
        }
    }

    private QueuedReview shown(ConfigurableApplicationContext context, Asked asked) {
        stack.publish(Topics.REVIEWS, asked.reviewId(), asked.review(1));
        ReviewQueue queue = context.getBean(ReviewQueue.class);
        await().atMost(PATIENCE).until(() -> queue.find(asked.reviewId()).isPresent());
        return queue.find(asked.reviewId()).orElseThrow();
    }

    private static AnswerResult.Answered answered(AnswerResult result) {
        assertThat(result).isInstanceOf(AnswerResult.Answered.class);
        return (AnswerResult.Answered) result;
    }

    private static Relay relay(ConfigurableApplicationContext context, VerdictTopic topic, Clock clock) {
        return new Relay(
                context.getBean(VerdictRows.class),
                topic,
                context.getBean(TransactionTemplate.class),
                context.getBean(ReviewQueue.class),
                clock,
                context.getBean(ReviewConfig.class).getString("tenant"));
    }

    private static Verdicts verdicts(ConfigurableApplicationContext context, Clock clock) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        return new Verdicts(
                new ReviewQueue(jdbc, clock),
                context.getBean(VerdictRows.class),
                new Audit(jdbc, clock),
                context.getBean(TransactionTemplate.class),
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""));
    }
}
