package dev.watchkeeper.review.console.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimeAxisTest {

    private static final long HOUR = 3_600_000;

    @Test
    void time_outsideTheAxis_isClamped() {
        TimeAxis axis = new TimeAxis(HOUR, 2 * HOUR);
        assertThat(axis.x(0)).isEqualTo("0.00%");
        assertThat(axis.x(3 * HOUR)).isEqualTo("100.00%");
        assertThat(axis.x(HOUR + HOUR / 4)).isEqualTo("25.00%");
    }

    @Test
    void moment_canBeSeen() {
        assertThat(new TimeAxis(0, HOUR).width(HOUR / 2, HOUR / 2)).isEqualTo("0.40%");
    }

    @Test
    void ticks_areRoundAndFew() {
        for (int hours : new int[] {1, 3, 12, 24, 100}) {
            TimeAxis axis = new TimeAxis(1_764_000_123_456L, 1_764_000_123_456L + hours * HOUR);
            assertThat(axis.ticks(8)).hasSizeBetween(1, 8).allMatch(tick -> tick.timeMillis() % 60_000 == 0);
        }
    }

    @Test
    void axis_withoutLength_isRefused() {
        assertThatThrownBy(() -> new TimeAxis(5, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
