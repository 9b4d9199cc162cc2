package dev.watchkeeper.jobs.features.spans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.features.spans.SelfTime.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTimeTest {

    @Test
    void noCalls_leaveTheWholeSpan() {
        assertThat(SelfTime.nanos(100, 200, List.of())).isEqualTo(100);
    }

    @Test
    void overlappingCalls_countOnce() {
        assertThat(SelfTime.nanos(0, 100, List.of(new Interval(40, 70), new Interval(10, 50))))
                .isEqualTo(40);
    }

    @Test
    void nestedCalls_countAsTheOuterOne() {
        assertThat(SelfTime.nanos(0, 100, List.of(new Interval(10, 90), new Interval(20, 30), new Interval(40, 60))))
                .isEqualTo(20);
    }

    @Test
    void callsThatTouch_leaveNothingBetween() {
        assertThat(SelfTime.nanos(0, 100, List.of(new Interval(0, 50), new Interval(50, 100))))
                .isZero();
    }

    @Test
    void callsOutsideTheSpan_areClipped() {
        assertThat(SelfTime.nanos(100, 200, List.of(new Interval(50, 120), new Interval(180, 900))))
                .isEqualTo(60);
        assertThat(SelfTime.nanos(100, 200, List.of(new Interval(300, 400), new Interval(0, 50))))
                .isEqualTo(100);
    }

    @Test
    void callThatCoversTheSpan_leavesNothing() {
        assertThat(SelfTime.nanos(100, 200, List.of(new Interval(0, 1000)))).isZero();
    }
}
