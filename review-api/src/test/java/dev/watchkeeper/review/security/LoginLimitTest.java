package dev.watchkeeper.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.TestClock;
import org.junit.jupiter.api.Test;

final class LoginLimitTest {

    private final TestClock clock = new TestClock(1_000_000);
    private final LoginLimit limit = new LoginLimit(clock);

    @Test
    void name_wrongFourTimes_mayTryAgain_andFiveTimes_mayNot() {
        fail("ann", "::1", LoginLimit.PER_NAME - 1);
        assertThat(limit.waitSeconds("ann", "::1")).isZero();
        fail("Ann", "::1", 1);
        assertThat(limit.waitSeconds("ann", "::1")).isEqualTo(300);
        assertThat(limit.waitSeconds("bob", "::1")).isZero();
        assertThat(limit.waitSeconds("ann", "10.0.0.1")).isZero();
    }

    @Test
    void wait_overOneTickAfterTheWindow() {
        fail("ann", "::1", LoginLimit.PER_NAME);
        clock.set(1_000_000 + LoginLimit.WINDOW.toMillis() - 1);
        assertThat(limit.waitSeconds("ann", "::1")).isEqualTo(1);
        clock.set(1_000_000 + LoginLimit.WINDOW.toMillis());
        assertThat(limit.waitSeconds("ann", "::1")).isZero();
    }

    @Test
    void address_tryingManyNames_hasToWaitToo() {
        for (int name = 0; name < LoginLimit.PER_ADDRESS; name++) {
            fail("name" + name, "::1", 1);
        }
        assertThat(limit.waitSeconds("another", "::1")).isPositive();
        assertThat(limit.waitSeconds("another", "::2")).isZero();
    }

    @Test
    void success_forgetsTheNamesFailures() {
        fail("ann", "::1", LoginLimit.PER_NAME - 1);
        limit.succeeded("ann", "::1");
        fail("ann", "::1", LoginLimit.PER_NAME - 1);
        assertThat(limit.waitSeconds("ann", "::1")).isZero();
    }

    private void fail(String name, String address, int times) {
        for (int time = 0; time < times; time++) {
            limit.failed(name, address);
        }
    }
}
