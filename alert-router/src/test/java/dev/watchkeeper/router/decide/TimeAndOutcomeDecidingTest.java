package dev.watchkeeper.router.decide;

import static dev.watchkeeper.router.decide.Desk.NOON;
import static dev.watchkeeper.router.decide.Desk.closed;
import static dev.watchkeeper.router.decide.Desk.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeAndOutcomeDecidingTest {

    private static final long ASK_DUE = NOON + 15 * 60_000;

    private final Desk desk = Desk.withDefaults();

    @Test
    void ask_oneTickBeforeDue_waits() {
        desk.takes(incident("i", 1, 0.7));

        assertThat(desk.tick(ASK_DUE - 1).isEmpty()).isTrue();
        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.OPENED);
    }

    @Test
    void ask_atDue_expiresAndIsSuppressed() {
        desk.takes(incident("i", 1, 0.7));

        desk.tick(ASK_DUE);

        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.EXPIRED);
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.EXPIRED);
        assertThat(desk.decision("i").getOutcome()).contains("nobody answered").contains("nobody is told");
        assertThat(desk.known("i").notifications()).isEmpty();
    }

    @Test
    void expired_isStillNotifiedWhenItBecomesCertain() {
        desk.takes(incident("i", 1, 0.7)).tick(ASK_DUE);

        desk.takes(incident("i", 2, 0.8));
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.EXPIRED);
        desk.takes(incident("i", 3, 0.9));
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERING);
    }

    @Test
    void ask_whosePolicyNotifiesOnExpiry_isSentAndChecked() {
        Desk bold = new Desk(Desk.policy(", ask-on-expiry: notify"));
        bold.takes(incident("i", 1, 0.7));
        String shown = bold.review("i").getPayload();

        bold.tick(ASK_DUE);

        assertThat(bold.lasting("i").orElseThrow().payload()).isEqualTo(shown);
        assertThat(bold.review("i").getPurpose()).isEqualTo(ReviewPurpose.CHECK);
        assertThat(bold.review("i").getState()).isEqualTo(ReviewState.OPENED);
    }

    @Test
    void answerThatArrivesWithTheDueTime_counts() {
        desk.takes(incident("i", 1, 0.7));
        desk.now = ASK_DUE;

        desk.takes(desk.verdict("i", Answer.APPROVE));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERING);
    }

    @Test
    void check_atDue_expiresAndChangesNothing() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i");
        int revision = desk.decision("i").getRevision();

        desk.tick(NOON + 24 * 3_600_000L);

        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.EXPIRED);
        assertThat(desk.decision("i").getRevision()).isEqualTo(revision);
        assertThat(desk.lasting("i")).isPresent();
    }

    @Test
    void over_isForgottenAWeekLater() {
        desk.takes(incident("i", 1, 0.7)).takes(closed("i", 2));
        String review = desk.review("i").getId();

        desk.tick(NOON + 7 * 86_400_000L - 1);
        assertThat(desk.state.caseOf("i")).isPresent();
        desk.tick(NOON + 7 * 86_400_000L);
        assertThat(desk.state.caseOf("i")).isEmpty();
        assertThat(desk.state.caseOfReview(review)).isEmpty();
    }

    @Test
    void logTime_neverGoesBack() {
        desk.takes(incident("i", 1, 0.7));
        desk.now = NOON - 5_000;

        Entry entry = desk.turn(desk.input(incident("j", 1, 0.7)));

        assertThat(entry.timeMillis()).isEqualTo(NOON);
        assertThat(desk.decision("j").getDecidedAtMillis()).isEqualTo(NOON);
    }

    @Test
    void receiverConfirms_isDelivered_once() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i");
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERED);

        Notification told = desk.lasting("i").orElseThrow();
        assertThat(desk.outcome(Outcome.told("i", told.id(), 1)).isEmpty())
                .as("a repetition makes no entry")
                .isTrue();
    }

    @Test
    void receiverFails_isOnRecordOnceAndDeliveredLater() {
        desk.takes(incident("i", 1, 0.95));
        Notification told = desk.lasting("i").orElseThrow();

        desk.outcome(Outcome.failed("i", told.id(), 1, "not reachable", false));
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.FAILED);
        assertThat(desk.decision("i").getOutcome())
                .isEqualTo("pager could not be told: not reachable; it is tried again");
        assertThat(desk.outcome(Outcome.failed("i", told.id(), 1, "not reachable", false))
                        .isEmpty())
                .isTrue();

        desk.confirmed("i");
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERED);
        assertThat(desk.lasting("i").orElseThrow().failure()).isNull();
    }

    @Test
    void outcomeOfOlderContent_doesNotConfirmTheNewer() {
        desk.takes(incident("i", 1, 0.95)).takes(incident("i", 2, 0.97));
        Notification told = desk.lasting("i").orElseThrow();

        desk.outcome(Outcome.told("i", told.id(), 1));

        assertThat(desk.lasting("i").orElseThrow().settled()).isFalse();
        assertThat(desk.lasting("i").orElseThrow().confirmed()).isEqualTo(1);
    }

    @Test
    void published_isForgotten() {
        desk.takes(incident("i", 1, 0.95));
        assertThat(desk.state.unpublished()).hasSize(2);

        desk.take(new Turn(desk.now, List.of(), List.of(), 1));
        assertThat(desk.state.unpublished()).containsOnlyKeys(2L);
        assertThat(desk.take(new Turn(desk.now, List.of(), List.of(), 1)).isEmpty())
                .isTrue();
    }

    @Test
    void entryTwice_takesEffectOnce() {
        Entry entry = desk.turn(desk.input(incident("i", 1, 0.95)));
        RouterState once = desk.state;

        Replayed again = once.replay(entry, 99);

        assertThat(again.state()).isEqualTo(once);
        assertThat(again.answer()).isEqualTo(new dev.watchkeeper.router.decide.Answer.Applied(11));
    }

    @Test
    void entryDecidedOnAnOlderState_isStale() {
        RouterState before = desk.state;
        desk.takes(incident("i", 1, 0.95));
        Entry late = new Entry("another leader's", before.sequence(), NOON, List.of(new Change.Forgotten("i")));

        Replayed replayed = desk.state.replay(late, 99);

        assertThat(replayed.state()).isEqualTo(desk.state);
        assertThat(replayed.answer()).isEqualTo(new dev.watchkeeper.router.decide.Answer.Stale(desk.state.sequence()));
    }

    @Test
    void inputTakenASecondTime_isRefusedByReplay() {
        desk.takes(incident("i", 1, 0.95));
        Entry twice = new Entry(
                "c",
                desk.state.sequence(),
                NOON,
                List.of(new Change.Taken(new Position(Desk.INCIDENTS, 0), Fate.UNCHANGED, "", "")));

        assertThatThrownBy(() -> desk.state.replay(twice, 99)).hasMessageContaining("incidents-0@0");
    }
}
