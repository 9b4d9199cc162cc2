package dev.watchkeeper.router.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.router.decide.Desk;
import dev.watchkeeper.router.decide.Turn;
import dev.watchkeeper.schemas.record.DecisionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final Timing TIMING =
            new Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofSeconds(15));

    private final Desk desk = Desk.withDefaults();
    private final MemoryReceiver pager = new MemoryReceiver("pager", true);
    private final MemoryReceiver hook = new MemoryReceiver("hook", false);
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(desk.now);
        }
    };
    private Deliveries deliveries = inPlace();

    private Deliveries inPlace() {
        return new Deliveries(List.of(pager, hook), name -> Runnable::run, TIMING, clock);
    }

    private void turn() {
        deliveries.carryOut(desk.state);
        desk.take(new Turn(desk.now, List.of(), deliveries.outcomes(), 0));
    }

    @Test
    void lastingAlert_isToldAgainAtTheMinuteAndNotBefore() {
        desk.takes(Desk.incident("i", 1, 0.95));
        turn();
        assertThat(pager.told).hasSize(1);

        desk.now += 59_999;
        turn();
        assertThat(pager.told).hasSize(1);
        desk.now += 1;
        turn();
        assertThat(pager.told).hasSize(2);
        assertThat(desk.state.sequence()).as("telling again makes no entry").isEqualTo(3);
    }

    @Test
    void endedAlert_isToldAgainForFiveMinutesOnly() {
        desk.takes(Desk.incident("i", 1, 0.95));
        turn();
        desk.takes(Desk.closed("i", 2));
        for (int i = 0; i < 20; i++) {
            turn();
            desk.now += 60_000;
        }

        assertThat(pager.told).hasSize(1 + 5);
        assertThat(pager.told.get(5).endsAtMillis()).isNotNull();
        assertThat(pager.active("i")).isEmpty();
    }

    @Test
    void failed_isTriedAgainAfterThePause() {
        desk.takes(Desk.incident("i", 1, 0.95));
        pager.fault = notice -> DeliveryFailure.Kind.NOT_APPLIED;
        turn();
        turn();
        pager.fault = notice -> null;
        desk.now += 14_999;
        turn();
        assertThat(pager.told).isEmpty();
        desk.now += 1;
        turn();
        assertThat(pager.told).hasSize(1);
    }

    @Test
    void refused_isNotTriedAgainUntilItSaysSomethingElse() {
        desk.takes(Desk.incident("i", 1, 0.95));
        pager.fault = notice -> DeliveryFailure.Kind.BAD_INPUT;
        turn();
        pager.fault = notice -> null;
        desk.now += 3_600_000;
        turn();
        assertThat(pager.told).isEmpty();

        desk.takes(Desk.incident("i", 2, 0.95));
        turn();
        assertThat(pager.told).hasSize(1);
    }

    @Test
    void confirmedOnceAndRefusedNow_isTriedAgainAtTheMinute() {
        desk.takes(Desk.incident("i", 1, 0.95));
        turn();
        pager.fault = notice -> DeliveryFailure.Kind.BAD_INPUT;
        desk.now += 60_000;
        turn();
        assertThat(desk.decision("i").getOutcome()).endsWith("it is tried again");
        pager.fault = notice -> null;
        desk.now += 59_999;
        turn();
        assertThat(pager.told).hasSize(1);
        desk.now += 1;
        turn();

        assertThat(pager.told).hasSize(2);
        assertThat(desk.decision("i").getState()).isEqualTo(DecisionState.DELIVERED);
    }

    @Test
    void afterARestart_confirmedIsRepeatedToWhoForgetsAndToNobodyElse() {
        Desk hooked = Desk.withDefaults();
        desk.takes(Desk.incident("i", 1, 0.95));
        turn();
        deliveries = inPlace();
        turn();
        assertThat(pager.told).hasSize(2);
        assertThat(hook.told).isEmpty();
        assertThat(hooked.state.cases()).isEmpty();
    }

    @Test
    void lostOutcome_isTriedAgain() {
        desk.takes(Desk.incident("i", 1, 0.95));
        deliveries.carryOut(desk.state);
        deliveries.outcomes(); // lost with a stale entry
        desk.now += 15_000;
        turn();

        assertThat(pager.told).hasSize(2);
        assertThat(desk.lasting("i").orElseThrow().settled()).isTrue();
    }

    @Test
    void undeclaredReceiver_isOnRecord() {
        deliveries = new Deliveries(List.of(hook), name -> Runnable::run, TIMING, clock);
        desk.takes(Desk.incident("i", 1, 0.95));
        turn();

        assertThat(desk.decision("i").getOutcome())
                .contains("no receiver pager is declared; there are [hook]")
                .contains("it is not tried again");
    }

    @Test
    void receiverThatHangs_holdsUpNobodyElse() {
        List<Runnable> stuck = new ArrayList<>();
        deliveries = new Deliveries(
                List.of(pager, hook), name -> name.equals("pager") ? stuck::add : Runnable::run, TIMING, clock);
        desk.takes(Desk.incident("i", 1, 0.95)).takes(Desk.incident("j", 1, 0.7));
        desk.takes(desk.verdict(
                "j", dev.watchkeeper.schemas.record.Answer.MODIFY, verdict -> verdict.setReceiver("hook")));
        turn();
        turn();

        assertThat(stuck).as("one attempt at a time").hasSize(1);
        assertThat(hook.told).hasSize(1);
    }

    @Test
    void whoLeadsNoMore_tellsNobody() {
        List<Runnable> later = new ArrayList<>();
        deliveries = new Deliveries(List.of(pager, hook), name -> later::add, TIMING, clock);
        desk.takes(Desk.incident("i", 1, 0.95));
        deliveries.carryOut(desk.state);

        deliveries.rest();
        later.forEach(Runnable::run);

        assertThat(pager.told).isEmpty();
    }
}
