package dev.watchkeeper.jobs.features.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Received block blk_-1608999687919862906 of size 91178 from /10.250.10.6"
                        + "|Received block blk_-<*> of size <*> from /<*>",
                "order 42 paid in 17ms|order <*> paid in <*>",
                "session 0x14f05578bd80001 closed|session <*> closed",
                "id=3f2504e0-4f89-11d3-9a0c-0305e82c3301, user=alice|id=<*>, user=alice",
                "2026-11-23T10:00:00.123Z started|<*> started",
                "connect to 10.0.0.1:8080 failed|connect to <*> failed",
                "http2 and utf8 stay|http2 and utf8 stay",
                "ratio 3.5% of 1,234|ratio <*>% of <*>"
            })
    void line_keepsItsWordsAndLosesItsValues(String line, String masked) {
        assertThat(String.join(" ", Masking.tokens(line))).isEqualTo(masked);
    }

    @Test
    void endlessLine_isCutAtTheBounds() {
        assertThat(Masking.tokens("word ".repeat(100_000))).hasSize(Masking.MOST_TOKENS);
        assertThat(Masking.tokens("x".repeat(100_000)).get(0)).hasSize(Masking.LONGEST_LINE);
    }

    @Test
    void emptyLine_hasNoTokens() {
        assertThat(Masking.tokens("  \t ")).isEmpty();
    }
}
