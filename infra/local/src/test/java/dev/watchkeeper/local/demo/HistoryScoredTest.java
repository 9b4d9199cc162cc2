package dev.watchkeeper.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Score;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HistoryScoredTest {

    private static final long END = Duration.ofMinutes(90).toMillis();

    private final HistoryScored.Tally tally = new HistoryScored.Tally(END);

    @Test
    void history_thatScoringReached_isComplete_andNamesWhereTheRestIsExplained() {
        tally.add(score("a", 0, "too few points"));
        tally.add(score("a", END / 2, null));
        tally.add(score("b", END - 40_000, "constant"));
        assertThat(tally.result().complete()).isTrue();
        assertThat(tally.result().sentence(Duration.ofSeconds(9), "http://h/unscored"))
                .isEqualTo("89 recorded minutes in 9 s: 2 series, 1 scored, 1 not (why: http://h/unscored)");
    }

    @Test
    void history_thatScoringDidNotReach_isNotComplete() {
        assertThat(tally.result().complete()).isFalse();
        tally.add(score("a", END - 40_001, null));
        assertThat(tally.result().complete()).isFalse();
    }

    @Test
    void sentence_whereAllIsScored_pointsNowhere() {
        tally.add(score("a", END, null));
        assertThat(tally.result().sentence(Duration.ofSeconds(1), "http://h/unscored"))
                .endsWith("1 scored, 0 not");
    }

    private static Score score(String series, long time, @Nullable String reason) {
        Score score = new Score();
        score.setSeries(series);
        score.setTimeMillis(time);
        score.setNotScored(reason);
        return score;
    }
}
