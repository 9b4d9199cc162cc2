package dev.watchkeeper.shop.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private final Faults faults = new Faults();

    @AfterEach
    void end() {
        faults.close();
    }

    private int failuresIn(int requests) {
        int failures = 0;
        for (int i = 0; i < requests; i++) {
            try {
                faults.onRequest();
            } catch (IllegalStateException e) {
                failures++;
            }
        }
        return failures;
    }

    @ParameterizedTest
    @CsvSource({"1,10", "2,20", "3,40"})
    void errors_ofEachStrength_failTheirShare(int strength, int failures) {
        faults.on(FaultKind.ERRORS, new Strength(strength));
        assertThat(failuresIn(40)).isEqualTo(failures);
    }

    @Test
    void errors_off_failNothing() {
        faults.on(FaultKind.ERRORS, new Strength(3));
        faults.off(FaultKind.ERRORS);
        assertThat(failuresIn(40)).isZero();
    }

    @Test
    void slowDatabase_onAndOff() {
        assertThat(faults.statementDelay()).isZero();
        faults.on(FaultKind.SLOW_DB, new Strength(2));
        assertThat(faults.statementDelay()).isEqualTo(Duration.ofMillis(400));
        faults.off(FaultKind.SLOW_DB);
        assertThat(faults.statementDelay()).isZero();
    }

    @Test
    void down_insideTheProcess_isRefused() {
        assertThatThrownBy(() -> faults.on(FaultKind.DOWN, new Strength(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0", "4"})
    void strength_outsideOneToThree_isRefused(int strength) {
        assertThatThrownBy(() -> new Strength(strength)).hasMessageContaining("1 to 3");
    }

    @Test
    void kind_isFoundByTheNameThatPeopleType() {
        assertThat(FaultKind.of("memory-leak")).isEqualTo(FaultKind.MEMORY_LEAK);
        assertThatThrownBy(() -> FaultKind.of("leak")).hasMessageContaining("slow-db");
    }
}
