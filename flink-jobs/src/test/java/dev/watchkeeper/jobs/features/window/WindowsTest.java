package dev.watchkeeper.jobs.features.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {

    private final Windows windows = new Windows(10_000, 1_000);

    @Test
    void instant_belongsToTheWindowThatEndsAfterIt() {
        assertThat(windows.end(0)).isEqualTo(10_000);
        assertThat(windows.end(9_999)).isEqualTo(10_000);
        assertThat(windows.end(10_000)).isEqualTo(20_000);
        assertThat(windows.end(-1)).isZero();
    }

    @Test
    void closing_andItsInverse_agree() {
        assertThat(windows.closing(10_000)).isEqualTo(11_000);
        assertThat(windows.endOfClosing(11_000)).isEqualTo(10_000);
    }
}
