package dev.watchkeeper.review.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "-5,0 s",
        "59999,59 s",
        "60000,1 min",
        "3599999,59 min",
        "3600000,1 h",
        "172799999,47 h",
        "172800000,2 d"
    })
    void age_atTheEdges(long millis, String expected) {
        assertThat(Age.text(millis).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"due,61000,in 1 min", "due,1000,overdue by 0 s", "due,500,overdue by 0 s", "ago,500,0 s ago"})
    void due_andAgo(String as, long at, String expected) {
        assertThat(Age.as(as, at, 1000).replace('\u00a0', ' ')).isEqualTo(expected);
    }
}
