package dev.watchkeeper.shop.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final DayShape SHAPE = new DayShape(Duration.ofMinutes(30));

    private static List<Arrivals.Arrival> day(long seed, double scale) {
        Arrivals arrivals = new Arrivals(seed, SHAPE, Duration.ZERO, scale, 24);
        return Stream.generate(arrivals::next)
                .takeWhile(arrival -> arrival.after().compareTo(SHAPE.day()) < 0)
                .toList();
    }

    private static long orders(List<Arrivals.Arrival> day) {
        return day.stream()
                .filter(arrival -> arrival.kind() == Arrivals.Kind.ORDER)
                .count();
    }

    @Test
    void arrivals_ofTheSameSeed_areTheSame() {
        assertThat(day(7, 1)).isEqualTo(day(7, 1)).isNotEqualTo(day(8, 1));
    }

    @Test
    void arrivals_ofADay_followTheShape() {
        double expected = 0;
        for (int second = 0; second < SHAPE.day().toSeconds(); second++) {
            expected += SHAPE.ordersPerSecond(Duration.ofSeconds(second));
        }
        assertThat((double) orders(day(1, 1))).isCloseTo(expected, within(expected * 0.08));
    }

    @Test
    void arrivals_atTwiceTheScale_areTwiceAsMany() {
        assertThat(orders(day(1, 2)) / (double) orders(day(1, 1))).isCloseTo(2.0, within(0.15));
    }

    @Test
    void arrivals_inAnyOrder_neverGoBack() {
        assertThat(day(3, 1)).isSortedAccordingTo((a, b) -> a.after().compareTo(b.after()));
    }

    @Test
    void articlesAndQuantities_stayInTheirRange() {
        assertThat(day(1, 1)).allSatisfy(arrival -> {
            assertThat(arrival.article()).isBetween(1, 24);
            assertThat(arrival.quantity()).isBetween(1, 4);
        });
    }

    @Test
    void scale_ofNothing_isRefused() {
        assertThatThrownBy(() -> new Arrivals(1, SHAPE, Duration.ZERO, 0, 24)).hasMessageContaining("load.scale");
    }
}
