package dev.watchkeeper.shop.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.shop.load.DayShape;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {

    private final Plan plan = Plan.of(new DayShape(Duration.ofMinutes(30)), Duration.ofMinutes(10), 3);

    private long count(Plan.Kind kind) {
        return plan.events().stream().filter(event -> event.kind() == kind).count();
    }

    @Test
    void threeDays_haveSixPeaksOneDeploymentOneRestart() {
        assertThat(plan.length()).isEqualTo(Duration.ofMinutes(90));
        assertThat(count(Plan.Kind.PEAK)).isEqualTo(6);
        assertThat(count(Plan.Kind.DEPLOYMENT)).isEqualTo(1);
        assertThat(count(Plan.Kind.RESTART)).isEqualTo(1);
    }

    @Test
    void events_standInOrderInsideTheRecording() {
        assertThat(plan.events()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(plan.events()).allSatisfy(event -> assertThat(event.at()).isBetween(Duration.ZERO, plan.length()));
    }
}
