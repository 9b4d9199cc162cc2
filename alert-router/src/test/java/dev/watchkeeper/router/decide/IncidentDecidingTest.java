package dev.watchkeeper.router.decide;

import static dev.watchkeeper.router.decide.Desk.closed;
import static dev.watchkeeper.router.decide.Desk.incident;
import static dev.watchkeeper.router.decide.Desk.merged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.DecisionKind;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentDecidingTest {

    private final Desk desk = Desk.withDefaults();

    @ParameterizedTest
    @CsvSource({
        "0.4999999, SUPPRESS, suppress-1, certainty 0.4999999 < 0.5",
        "0.50, ASK, notify-1, certainty 0.50 < 0.90",
        "0.8999999, ASK, notify-1, certainty 0.8999999 < 0.9",
        "0.90, NOTIFY, notify-1, certainty 0.90 ≥ 0.90",
        "0.0, SUPPRESS, suppress-1, certainty 0.00 < 0.50",
        "1.0, NOTIFY, notify-1, certainty 1.00 ≥ 0.90"
    })
    void kind_atAndOneStepBeforeEachThreshold(double certainty, DecisionKind kind, String rule, String reason) {
        desk.takes(incident("i", 1, certainty));

        Decision decision = desk.decision("i");
        assertThat(decision.getKind()).isEqualTo(kind);
        assertThat(decision.getRule()).isEqualTo(rule);
        assertThat(decision.getReason()).isEqualTo(reason);
        assertThat(decision.getPolicyVersion()).isEqualTo("test-1");
        assertThat(decision.getInputs()).containsExactly("incidents-0@0");
        assertThat(decision.getLogIndex()).isEqualTo(11);
    }

    @Test
    void certainEnough_notifiesAndOpensACheck() {
        desk.takes(incident("i", 1, 0.95));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERING);
        assertThat(desk.lasting("i")).hasValueSatisfying(told -> {
            assertThat(told.receiver()).isEqualTo("pager");
            assertThat(told.payload()).isEqualTo(desk.decision("i").getPayload());
            assertThat(told.settled()).isFalse();
        });
        assertThat(desk.review("i").getPurpose()).isEqualTo(ReviewPurpose.CHECK);
        assertThat(desk.decision("i").getReviewId()).isEqualTo(desk.review("i").getId());
    }

    @Test
    void uncertain_asksAndTellsNobody() {
        desk.takes(incident("i", 1, 0.83));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.ASKED);
        assertThat(desk.known("i").notifications()).isEmpty();
        assertThat(desk.review("i").getPurpose()).isEqualTo(ReviewPurpose.ASK);
        assertThat(desk.review("i").getWhyAsked()).isEqualTo("certainty 0.83 < 0.90, rule notify-1");
        assertThat(desk.review("i").getDueAtMillis()).isEqualTo(desk.now + 15 * 60_000);
        assertThat(desk.review("i").getOnExpiry()).contains("15 minutes").contains("nobody");
    }

    @Test
    void ids_areTheSameForTheSameIncident() {
        Desk other = Desk.withDefaults();
        desk.takes(incident("i", 1, 0.95));
        other.takes(incident("j", 1, 0.95)).takes(incident("i", 1, 0.95));

        assertThat(other.decision("i").getId())
                .isEqualTo(desk.decision("i").getId())
                .hasSize(32);
        assertThat(other.review("i").getId())
                .isEqualTo(desk.review("i").getId())
                .hasSize(32);
        assertThat(other.decision("j").getId()).isNotEqualTo(desk.decision("i").getId());
    }

    @Test
    void laterRevision_updatesAnnotationsAndKeepsLabels() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i");
        String before = desk.lasting("i").orElseThrow().payload();
        Incident worse = Incident.newBuilder(incident("i", 2, 0.99))
                .setFailedRequestsPerSecond(50)
                .build();

        desk.takes(worse);

        Notification told = desk.lasting("i").orElseThrow();
        assertThat(told.payload()).isNotEqualTo(before).contains("revision 2", "0.99", "\"severity\":\"warning\"");
        assertThat(AlertPayload.problem(told.payload(), before)).isEmpty();
        assertThat(told.content()).isEqualTo(2);
        assertThat(desk.known("i").notifications()).hasSize(1);
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERED);
    }

    @Test
    void revisionSeenBefore_changesNothing() {
        desk.takes(incident("i", 2, 0.95));
        Case before = desk.known("i");

        desk.takes(incident("i", 2, 0.99)).takes(incident("i", 1, 0.10));

        assertThat(desk.known("i")).isEqualTo(before);
        assertThat(desk.state.count("incidents.unchanged")).isEqualTo(2);
    }

    @Test
    void suppressed_isDecidedAnewWhenCertaintyGrows() {
        desk.takes(incident("i", 1, 0.3)).takes(incident("i", 2, 0.31));
        assertThat(desk.decision("i").getRevision()).isEqualTo(1);

        desk.takes(incident("i", 3, 0.7));
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.ASKED);

        desk.takes(incident("i", 4, 0.9));
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERING);
        assertThat(desk.known("i").reviews().get(0).getState()).isEqualTo(ReviewState.WITHDRAWN);
        assertThat(desk.review("i").getPurpose()).isEqualTo(ReviewPurpose.CHECK);
    }

    @Test
    void asked_isNotWithdrawnByAFallingCertainty() {
        desk.takes(incident("i", 1, 0.7)).takes(incident("i", 2, 0.2));

        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.OPENED);
        assertThat(desk.review("i").getRevision()).isEqualTo(1);
    }

    @Test
    void closing_resolvesWhatWasTold() {
        desk.takes(incident("i", 1, 0.95)).confirmed("i").takes(closed("i", 2));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.RESOLVED);
        Notification told = desk.known("i").notifications().get(0);
        assertThat(told.endsAtMillis()).isEqualTo(Desk.NOON - 1_000);
        assertThat(told.settled()).isFalse();
        assertThat(desk.review("i").getState())
                .as("what was sent can still be judged")
                .isEqualTo(ReviewState.OPENED);

        desk.confirmed("i");
        assertThat(desk.decision("i").getOutcome()).isEqualTo("the incident closed; pager was told of the end");
    }

    @Test
    void closing_withdrawsAnUnansweredAsk() {
        desk.takes(incident("i", 1, 0.7)).takes(closed("i", 2));

        assertThat(desk.review("i").getState()).isEqualTo(ReviewState.WITHDRAWN);
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.SUPPRESSED);
        assertThat(desk.known("i").notifications()).isEmpty();
    }

    @Test
    void overWhenFirstSeen_tellsNobody() {
        desk.takes(closed("i", 4));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.SUPPRESSED);
        assertThat(desk.known("i").reviews()).isEmpty();
        assertThat(desk.known("i").notifications()).isEmpty();
    }

    @Test
    void merging_resolvesAndWithdrawsAndLeavesTheSurvivorAsItIs() {
        desk.takes(incident("a", 1, 0.95)).takes(incident("b", 1, 0.95));
        Case survivor = desk.known("b");

        desk.takes(merged("a", 2, "b"));

        assertThat(desk.lasting("a")).isEmpty();
        assertThat(desk.decision("a").getState()).isEqualTo(DecisionState.RESOLVED);
        assertThat(desk.review("a").getState()).isEqualTo(ReviewState.WITHDRAWN);
        assertThat(desk.known("b")).isEqualTo(survivor);
    }

    @Test
    void merging_ofATold_tellsOfASurvivorThatWaits() {
        desk.takes(incident("a", 1, 0.95)).takes(incident("b", 1, 0.6)).takes(merged("a", 2, "b"));

        assertThat(desk.lasting("a")).isEmpty();
        assertThat(desk.decision("b").getRule()).isEqualTo("merged");
        assertThat(desk.lasting("b"))
                .hasValueSatisfying(told -> assertThat(told.payload()).contains("\"incident\":\"b\""));
        assertThat(desk.known("b").reviews().get(0).getState()).isEqualTo(ReviewState.WITHDRAWN);
    }

    @Test
    void invalid_isRejectedWithItsReason() {
        desk.takes(incident("i", 1, Double.NaN))
                .takes(incident("i", 1, 1.01))
                .takes(incident("", 1, 0.5))
                .takes(Incident.newBuilder(merged("i", 1, "x"))
                        .setMergedInto(null)
                        .build())
                .takes(merged("i", 1, "i"));

        assertThat(desk.state.cases()).isEmpty();
        assertThat(desk.state.count("incidents.rejected.INVALID")).isEqualTo(5);
        assertThat(desk.state.refusals()).hasSize(5);
        assertThat(desk.state.refusals().get(0).detail()).contains("certainty from 0 to 1 expected, found NaN");
    }

    @Test
    void otherTenantsIncidentOfTheSameId_isRejected() {
        desk.takes(incident("i", 1, 0.95))
                .takes(Incident.newBuilder(closed("i", 2)).setTenant("other").build());

        assertThat(desk.lasting("i")).isPresent();
        assertThat(desk.state.count("incidents.rejected.INVALID")).isEqualTo(1);
    }

    @Test
    void severalRevisionsInOneTurn_areDecidedOnEachOther() {
        desk.turn(desk.input(incident("i", 1, 0.7)), desk.input(incident("i", 2, 0.95)), desk.input(closed("i", 3)));

        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.RESOLVED);
        assertThat(desk.decision("i").getRevision()).isEqualTo(3);
        assertThat(desk.state.unpublished().values().stream()
                        .map(Publication::decision)
                        .filter(Objects::nonNull)
                        .map(decision -> decision == null ? 0 : decision.getLogIndex()))
                .containsExactly(11L, 11L, 11L);
    }
}
