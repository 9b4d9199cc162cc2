package dev.watchkeeper.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.schemas.record.Signal;
import org.junit.jupiter.api.Test;

class FloorsTest {

    private static final SeriesKind ERRORS = SeriesKind.of(Signal.ERRORS, "span.errors", "1", "ratio", "");
    private static final SeriesKind LINES = SeriesKind.of(Signal.LOGS, "log.lines", "{line}/s", "rate", "WARN");
    private static final SeriesKind CPU = SeriesKind.of(Signal.CPU, "jvm.cpu.recent_utilization", "1", "value", "");
    private static final SeriesKind P95 = SeriesKind.of(Signal.LATENCY, "span.self", "s", "p95", "");

    private static double z(SeriesKind kind, double value, double expected, double count, double seconds) {
        return (value - expected) / Floors.of(kind, value, expected, count, seconds);
    }

    @Test
    void errors_oneOfThree_isFarLessOddThanThirtyOfAHundred() {
        double few = z(ERRORS, 1 / 3.0, 0, 3, 10);
        double many = z(ERRORS, .3, 0, 100, 10);
        assertThat(few).isBetween(1.5, 3.0);
        assertThat(many).isGreaterThan(4 * few);
    }

    @Test
    void errors_rootDeviance_isTheTextbooks() {
        // k = 5 of n = 20 under p0 = .01: 2·(5·ln(.25/.01) + 15·ln(.75/.99)) = 23.86, its root 4.885
        assertThat(z(ERRORS, .25, .01, 20, 10) * (.25 - .01) / (.25 - .01)).isCloseTo(4.885, within(.01));
    }

    @Test
    void events_oneLineWhereNoneIsUsual_isNotOdd() {
        assertThat(z(LINES, .1, 0, 1, 10)).isLessThan(1.5);
    }

    @Test
    void events_threeHundredLinesWhereNoneIsUsual_areOdd() {
        assertThat(z(LINES, 30, 0, 300, 10)).isGreaterThan(20);
    }

    @Test
    void events_asExpected_haveTheScaleOfAPoisson() {
        SeriesKind traffic = SeriesKind.of(Signal.TRAFFIC, "span.requests", "{request}/s", "rate", "");
        assertThat(Floors.of(traffic, .4, .4, 4, 10)).isCloseTo(.2, within(1e-9));
    }

    @Test
    void cpu_floor_isOnePointInEitherUnit() {
        SeriesKind percent = SeriesKind.of(Signal.CPU, "system.cpu.utilization", "%", "value", "");
        assertThat(Floors.of(CPU, .01, .005, 1, 10)).isEqualTo(.01);
        assertThat(Floors.of(percent, 1, .5, 1, 10)).isEqualTo(1);
    }

    @Test
    void latency_floor_isAQuarterOfTheLevel_andMoreForFewRequests() {
        assertThat(Floors.of(P95, .1, .1, 1_000_000, 10)).isCloseTo(.025, within(1e-5));
        assertThat(Floors.of(P95, .1, .1, 4, 10)).isCloseTo(.025 * Math.sqrt(6), within(1e-9));
        assertThat(Floors.of(P95, .003, .001, 1000, 10)).isEqualTo(.002);
    }

    @Test
    void constantZero_thatBecomesOne_isNotInfinitelyOdd() {
        assertThat(z(SeriesKind.UNKNOWN, 1, 0, 1, 10)).isBetween(10.0, 200.0);
    }
}
