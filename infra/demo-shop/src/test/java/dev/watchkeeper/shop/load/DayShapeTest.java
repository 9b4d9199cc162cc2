package dev.watchkeeper.shop.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DayShapeTest {

    private final DayShape shape = new DayShape(Duration.ofMinutes(30));

    @Test
    void rate_atMidnight_isLow() {
        assertThat(shape.ordersPerSecond(Duration.ZERO)).isLessThan(1.0);
    }

    @Test
    void rate_atThePeaks_isAboveItsSurroundings() {
        for (Duration peak : new Duration[] {shape.morningPeak(), shape.eveningPeak()}) {
            assertThat(shape.ordersPerSecond(peak))
                    .isGreaterThan(shape.ordersPerSecond(peak.plusMinutes(3)))
                    .isGreaterThan(shape.ordersPerSecond(peak.minusMinutes(3)));
        }
        assertThat(shape.ordersPerSecond(shape.eveningPeak()))
                .isGreaterThan(shape.ordersPerSecond(shape.morningPeak()));
    }

    @Test
    void rate_overTheDay_isSmoothAndBounded() {
        double before = shape.ordersPerSecond(Duration.ZERO);
        for (int second = 1; second <= 3 * 1_800; second++) {
            double now = shape.ordersPerSecond(Duration.ofSeconds(second));
            assertThat(Math.abs(now - before)).isLessThan(0.02);
            assertThat(now).isPositive().isLessThanOrEqualTo(shape.most());
            before = now;
        }
    }

    @Test
    void rate_oneDayLater_isTheSame() {
        Duration noon = Duration.ofMinutes(15);
        assertThat(shape.ordersPerSecond(noon.plusMinutes(30))).isCloseTo(shape.ordersPerSecond(noon), within(1e-9));
    }

    @Test
    void clock_tenMinutesAfterMidnight_isEight() {
        assertThat(shape.clock(Duration.ofMinutes(10))).isEqualTo("08:00");
        assertThat(shape.clock(Duration.ofMinutes(40))).isEqualTo("08:00");
    }

    @Test
    void day_ofNoLength_isRefused() {
        assertThatThrownBy(() -> new DayShape(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
