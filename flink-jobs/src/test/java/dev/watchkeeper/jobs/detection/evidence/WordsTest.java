package dev.watchkeeper.jobs.detection.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0.003, 1, 0.3 %",
        "0.24, 1, 24 %",
        "1, 1, 100 %",
        "0.008, s, 8 ms",
        "0.42, s, 420 ms",
        "1.44, s, 1.4 s",
        "150, s, 2.5 min",
        "420, ms, 420 ms",
        "34000000, By, 34 MB",
        "1500, By, 1.5 kB",
        "3.14, {request}/s, 3.1/s",
        "0, {line}/s, 0/s",
        "26, {thread}, 26"
    })
    void value_inItsUnit_readsAsPeopleWriteIt(double value, String unit, String words) {
        assertThat(Words.value(value, unit)).isEqualTo(words);
    }
}
