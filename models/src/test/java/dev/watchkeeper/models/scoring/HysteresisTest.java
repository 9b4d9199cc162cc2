package dev.watchkeeper.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.models.contract.AlertRule;
import org.junit.jupiter.api.Test;

class HysteresisTest {

    private static final AlertRule RULE = new AlertRule(-4, 0, 6, .5, 2, 3);

    private double held;
    private int recent;
    private boolean alerting;

    private boolean after(double... margins) {
        for (double margin : margins) {
            held = Hysteresis.held(RULE, held, margin);
            recent = Hysteresis.recent(RULE, recent, margin);
            alerting = Hysteresis.alerting(RULE, alerting, held, recent);
        }
        return alerting;
    }

    @Test
    void alert_oneOddPoint_doesNotOpen() {
        assertThat(after(-4, .1, -4, -4, .1)).isFalse();
    }

    @Test
    void alert_twoOddPointsOfThree_opens() {
        assertThat(after(.1, -4, .1)).isTrue();
    }

    @Test
    void alert_marginJustBelowTheThreshold_doesNotOpen() {
        assertThat(after(-.001, -.001, -.001)).isFalse();
        assertThat(after(0, 0)).isTrue();
    }

    @Test
    void alert_overwhelmingPoint_opensAlone() {
        assertThat(after(5.999)).isFalse();
        assertThat(after(-4, -4, -4, 6)).isTrue();
    }

    @Test
    void alert_openAndQuiet_staysUntilTheHeldLevelIsBelowLeave() {
        after(0, 0);
        int windows = 0;
        while (after(-4)) {
            windows++;
        }
        assertThat(windows).isEqualTo((int) (Math.log(.5) / Math.log(Hysteresis.DECAY)));
        assertThat(after(-4)).isFalse();
    }

    @Test
    void held_strongPoint_isHeldAsALittleMoreThanTheThreshold() {
        after(100);
        assertThat(held).isEqualTo(Hysteresis.MOST);
        assertThat(Hysteresis.heldScore(held)).isEqualTo(1);
    }

    @Test
    void score_grows_andIsFourFifthsAtTheThreshold() {
        assertThat(RULE.score(-4)).isZero();
        assertThat(RULE.score(0)).isCloseTo(.8, within(1e-12));
        assertThat(RULE.score(50)).isGreaterThan(RULE.score(40)).isLessThan(1);
    }
}
