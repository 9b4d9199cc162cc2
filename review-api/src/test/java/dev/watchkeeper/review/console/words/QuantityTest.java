package dev.watchkeeper.review.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.2304   | s            | 230 ms
            0.0000042| s            | 4.2 µs
            0        | s            | 0 s
            1.2345   | s            | 1.23 s
            0.99961  | s            | 1 s
            119      | s            | 119 s
            120      | s            | 2 min
            7200     | s            | 2 h
            172800   | s            | 2 d
            42       | ms           | 42 ms
            536870912| By           | 512 MiB
            1023     | By           | 1,023 B
            1024     | By           | 1 KiB
            2048     | By/s         | 2 KiB/s
            0.24     | 1            | 24 %
            1.5      | 1            | 150 %
            1.51     | 1            | 1.51
            3.21     | {request}/s  | 3.21 requests/s
            1        | {thread}     | 1 thread
            2        | {thread}     | 2 threads
            3        | {query}      | 3 queries
            7        | 1/s          | 7/s
            12345.6  | {line}/s     | 12,346 lines/s
            -0.5     | {item}       | −0.5 items
            NaN      | s            | –
            Infinity | By           | –
            """)
    void value_inItsUnit(double value, String unit, String expected) {
        assertThat(Quantity.text(value, unit).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @Test
    void missingValue_isADash() {
        assertThat(Quantity.text((Double) null, "s")).isEqualTo(Quantity.NONE);
    }

    @Test
    void share_keepsItsSign() {
        assertThat(Quantity.signed(0.614)).isEqualTo("+0.61");
        assertThat(Quantity.signed(-0.3)).isEqualTo("−0.30");
    }

    @Test
    void hostileUnit_isClamped() {
        assertThat(Quantity.text(2, "{" + "x".repeat(500) + "}")).hasSizeLessThan(40);
    }
}
