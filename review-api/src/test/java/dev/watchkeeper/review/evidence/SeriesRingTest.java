package dev.watchkeeper.review.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesRingTest {

    private final SeriesRing ring = new SeriesRing();

    @Test
    void fullRing_forgetsTheOldest() {
        for (int i = 0; i < SeriesRing.CAPACITY + 5; i++) {
            add(i * 10L);
        }
        SeriesLine all = ring.between(0, Long.MAX_VALUE);
        assertThat(all.size()).isEqualTo(SeriesRing.CAPACITY);
        assertThat(all.timeMillis()[0]).isEqualTo(50);
        assertThat(all.timeMillis()[all.size() - 1]).isEqualTo((SeriesRing.CAPACITY + 4) * 10L);
        assertThat(all.timeMillis()).isSorted();
    }

    @Test
    void interval_includesBothEnds() {
        for (long time : new long[] {10, 20, 30, 40}) {
            add(time);
        }
        assertThat(ring.between(20, 30).timeMillis()).containsExactly(20, 30);
        assertThat(ring.between(21, 29).size()).isZero();
        assertThat(ring.between(41, 5).size()).isZero();
    }

    @Test
    void sameTime_replaces() {
        add(10);
        assertThat(ring.add(10, 7, 0, 0, 0, true)).isTrue();
        assertThat(ring.between(0, 100).value()).containsExactly(7);
    }

    @Test
    void olderPoint_isRefused() {
        add(20);
        assertThat(ring.add(19, 1, 0, 0, 0, false)).isFalse();
        assertThat(ring.size()).isOne();
    }

    private void add(long time) {
        assertThat(ring.add(time, time, 0, 0, 0, false)).isTrue();
    }
}
