package dev.watchkeeper.review.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IncidentNumbersTest {

    @Test
    void reference_isANumber_whereItLooksLikeOne() {
        assertThat(IncidentNumbers.parse("7")).hasValue(7);
        assertThat(IncidentNumbers.parse("INC-7")).hasValue(7);
        assertThat(IncidentNumbers.parse("inc-07")).hasValue(7);
        assertThat(IncidentNumbers.parse("999999999999999")).hasValue(999_999_999_999_999L);
    }

    @Test
    void reference_isAnId_evenOfDigitsOnly() {
        assertThat(IncidentNumbers.parse("1234567890123456")).isEmpty();
        assertThat(IncidentNumbers.parse("00000000000000000000000000000007")).isEmpty();
        assertThat(IncidentNumbers.parse("abcdef0123456789")).isEmpty();
        assertThat(IncidentNumbers.parse("")).isEmpty();
        assertThat(IncidentNumbers.parse("-7")).isEmpty();
        assertThat(IncidentNumbers.parse("7 or 1=1")).isEmpty();
    }
}
