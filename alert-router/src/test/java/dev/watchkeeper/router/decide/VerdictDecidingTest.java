package dev.watchkeeper.router.decide;

import static dev.watchkeeper.router.decide.Desk.closed;
import static dev.watchkeeper.router.decide.Desk.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Verdict;
import org.junit.jupiter.api.Test;

class VerdictDecidingTest {

    private final Desk desk = Desk.withDefaults();

    @Test
    void approve_tellsExactlyWhatWasShown() {
        desk.takes(incident("i", 1, 0.7));
        String shown = desk.review("i").getPayload();

        desk.takes(desk.verdict("i", Answer.APPROVE));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERING);
        assertThat(desk.decision("i").getVerdictId()).isEqualTo("verdict-i-ASK");
        assertThat(desk.decision("i").getInputs()).containsExactly("incidents-0@0", "verdicts-0@0");
        assertThat(desk.lasting("i")).hasValueSatisfying(told -> {
            assertThat(told.payload()).isEqualTo(shown);
            assertThat(told.receiver()).isEqualTo("pager");
        });
        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.ANSWERED);
        assertThat(desk.review("i").getVerdictId()).isEqualTo("verdict-i-ASK");
        assertThat(desk.known("i").reviews())
                .as("what a person decided is not asked about again")
                .hasSize(1);

        desk.takes(incident("i", 2, 0.8));
        assertThat(desk.lasting("i").orElseThrow().payload()).isEqualTo(shown);
    }

    @Test
    void approve_ofTheSameJsonWrittenOtherwise_tells() {
        desk.takes(incident("i", 1, 0.7));
        String spaced = desk.review("i").getPayload().replace("\":", "\" : ");

        desk.takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setPayload(spaced)));

        assertThat(desk.lasting("i")).isPresent();
    }

    @Test
    void approve_ofWhatWasNotShown_isDroppedAndTheReviewStaysOpen() {
        desk.takes(incident("i", 1, 0.7))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setReceiver("somebody")))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setPayload("{}")))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setNotify(false)));

        assertThat(desk.known("i").notifications()).isEmpty();
        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.OPENED);
        assertThat(desk.state.count("verdicts.dropped.NOT_AS_SHOWN")).isEqualTo(3);
    }

    @Test
    void reject_tellsNobodyForGood() {
        desk.takes(incident("i", 1, 0.7)).takes(desk.verdict("i", Answer.REJECT));
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.REJECTED);
        assertThat(desk.decision("i").getOutcome()).isEqualTo("rejected by alice (a deployment): nobody is told");

        desk.takes(incident("i", 2, 0.99)).takes(closed("i", 3));

        assertThat(desk.known("i").notifications()).isEmpty();
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.REJECTED);
    }

    @Test
    void modify_tellsAsModified() {
        desk.takes(incident("i", 1, 0.7));
        String modified = desk.review("i").getPayload().replace("errors", "many errors");

        desk.takes(desk.verdict(
                "i", Answer.MODIFY, verdict -> verdict.setPayload(modified).setReceiver("hook")));

        assertThat(desk.lasting("i")).hasValueSatisfying(told -> {
            assertThat(told.payload()).isEqualTo(modified);
            assertThat(told.receiver()).isEqualTo("hook");
        });
        assertThat(desk.decision("i").getReceiver()).isEqualTo("hook");
        assertThat(desk.decision("i").getPayload()).isEqualTo(modified);
    }

    @Test
    void modify_toNoNotification_tellsNobody() {
        desk.takes(incident("i", 1, 0.7)).takes(desk.verdict("i", Answer.MODIFY, verdict -> verdict.setNotify(false)));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.REJECTED);
        assertThat(desk.known("i").notifications()).isEmpty();
    }

    @Test
    void modify_toWhatCannotBeSent_failsAndSaysSo() {
        desk.takes(incident("i", 1, 0.7));
        String otherIncident = desk.review("i").getPayload().replace("\"incident\":\"i\"", "\"incident\":\"j\"");

        desk.takes(desk.verdict("i", Answer.MODIFY, verdict -> verdict.setPayload(otherIncident)));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.FAILED);
        assertThat(desk.decision("i").getOutcome())
                .contains("labels as shown expected")
                .contains("\"incident\":\"j\"");
        assertThat(desk.known("i").notifications()).isEmpty();
    }

    @Test
    void theSameVerdictTwice_isAppliedOnce() {
        desk.takes(incident("i", 1, 0.7));
        Verdict verdict = desk.verdict("i", Answer.APPROVE);

        desk.takes(verdict);
        Case once = desk.known("i");
        desk.takes(verdict);

        assertThat(desk.known("i")).isEqualTo(once);
        assertThat(desk.state.count("verdicts.applied")).isEqualTo(1);
        assertThat(desk.state.count("verdicts.dropped.ALREADY_APPLIED")).isEqualTo(1);
        assertThat(desk.state.count("verdicts.in")).isEqualTo(2);
    }

    @Test
    void aSecondVerdict_isDropped() {
        desk.takes(incident("i", 1, 0.7));
        Verdict reject = desk.verdict("i", Answer.REJECT, verdict -> verdict.setId("first"));
        Verdict approve = desk.verdict("i", Answer.APPROVE, verdict -> verdict.setId("second"));

        desk.turn(desk.input(reject), desk.input(approve));

        assertThat(desk.known("i").notifications()).isEmpty();
        assertThat(desk.decision("i").getVerdictId()).isEqualTo("first");
        assertThat(desk.state.count("verdicts.dropped.REVIEW_NOT_OPEN")).isEqualTo(1);
    }

    @Test
    void verdictThatDoesNotFit_isDroppedWithItsReason() {
        desk.takes(incident("i", 1, 0.7))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setReviewId("nobody's")))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setTenant("other")))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setIncidentId("j")))
                .takes(desk.verdict("i", Answer.APPROVE, verdict -> verdict.setReviewRevision(2)));

        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.OPENED);
        assertThat(desk.state.count("verdicts.dropped.UNKNOWN_REVIEW")).isEqualTo(1);
        assertThat(desk.state.count("verdicts.dropped.MISMATCH")).isEqualTo(2);
        assertThat(desk.state.count("verdicts.dropped.OTHER_REVISION")).isEqualTo(1);
        assertThat(desk.state.refusals()).hasSize(4);
    }

    @Test
    void rejectedCheck_resolvesAtOnce() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i");
        desk.now += 5_000;

        desk.takes(desk.verdict("i", Answer.REJECT));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.RESOLVED);
        assertThat(desk.decision("i").getVerdictId()).isEqualTo("verdict-i-CHECK");
        assertThat(desk.known("i").notifications()).singleElement().satisfies(told -> {
            assertThat(told.endsAtMillis()).isEqualTo(desk.now);
            assertThat(told.settled()).isFalse();
        });
        desk.takes(incident("i", 2, 0.99));
        assertThat(desk.lasting("i")).as("a later revision doesn't page again").isEmpty();
    }

    @Test
    void approvedCheck_isOnRecordAndChangesNothingAtTheReceiver() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i").takes(desk.verdict("i", Answer.APPROVE));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERED);
        assertThat(desk.decision("i").getVerdictId()).isEqualTo("verdict-i-CHECK");
        assertThat(desk.lasting("i").orElseThrow().settled()).isTrue();
    }

    @Test
    void modifiedCheck_toAnotherReceiver_endsThereAndBeginsHere() {
        desk.takes(incident("i", 1, 0.95))
                .confirmed("i")
                .takes(desk.verdict("i", Answer.MODIFY, verdict -> verdict.setReceiver("hook")));

        assertThat(desk.known("i").notifications()).hasSize(2);
        assertThat(desk.known("i").notifications().get(0).lasts()).isFalse();
        assertThat(desk.lasting("i").orElseThrow().receiver()).isEqualTo("hook");
    }

    @Test
    void modifiedCheck_toWhatCannotBeTold_keepsTheAlertAndSaysSo() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i");
        Notification before = desk.lasting("i").orElseThrow();

        desk.takes(desk.verdict("i", Answer.MODIFY, verdict -> verdict.setReceiver("pagr")));

        assertThat(desk.known("i").notifications()).containsExactly(before);
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERED);
        assertThat(desk.decision("i").getReceiver()).isEqualTo("pager");
        assertThat(desk.decision("i").getOutcome())
                .contains("stays as it was")
                .contains("[hook, pager] expected, found 'pagr'");
    }

    @Test
    void modifiedCheck_ofAnnotations_staysTheSameAlert() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i");
        String modified = desk.review("i").getPayload().replace("errors", "many errors");

        desk.takes(desk.verdict("i", Answer.MODIFY, verdict -> verdict.setPayload(modified)));

        assertThat(desk.known("i").notifications()).singleElement().satisfies(told -> {
            assertThat(told.payload()).isEqualTo(modified);
            assertThat(told.content()).isEqualTo(2);
        });
    }

    @Test
    void checkAnsweredAfterTheEnd_isOnRecord() {
        desk.takes(incident("i", 1, 0.95))
                .confirmed("i")
                .takes(closed("i", 2))
                .confirmed("i")
                .takes(desk.verdict("i", Answer.REJECT));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.RESOLVED);
        assertThat(desk.decision("i").getOutcome())
                .contains("rejected by alice")
                .contains("when it was over");
        assertThat(desk.known("i").notifications().get(0).settled()).isTrue();
    }
}
