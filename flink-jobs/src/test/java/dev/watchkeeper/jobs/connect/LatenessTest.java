package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {

    private final Lateness lateness = new Lateness(5_000);

    @Test
    void record_atTheBound_isInTime() {
        assertThat(lateness.isLate(0, 100_000)).isFalse();
        assertThat(lateness.isLate(0, 95_000)).isFalse();
    }

    @Test
    void record_oneMillisecondBeforeTheBound_isLate() {
        assertThat(lateness.isLate(0, 100_000)).isFalse();
        assertThat(lateness.isLate(0, 94_999)).isTrue();
    }

    @Test
    void record_lateInOnePartition_isJudgedByItsOwnOnly() {
        lateness.isLate(0, 100_000);
        assertThat(lateness.isLate(1, 10_000)).isFalse();
        assertThat(lateness.isLate(1, 6_000)).isFalse();
    }

    @Test
    void lateRecord_doesNotMoveTheWatermark() {
        lateness.isLate(0, 100_000);
        lateness.isLate(0, 1);
        assertThat(lateness.watermark(0)).isEqualTo(95_000);
    }

    @Test
    void restoredPartition_judgesAsBefore() {
        Lateness after = new Lateness(5_000);
        lateness.isLate(3, 100_000);
        after.restore(3, 50_000); // a stale copy of another subtask
        lateness.forEach(after::restore);
        assertThat(after.isLate(3, 94_999)).isTrue();
        assertThat(after.isLate(3, 95_000)).isFalse();
    }
}
