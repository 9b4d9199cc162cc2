package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AnswerTest {

    private static final List<Case> ALL = Case.all();

    @Test
    void answers_inOneRun_meetEveryServiceAndEveryFault() {
        Map<String, Set<Answer>> met = new TreeMap<>();
        for (int i = 0; i < ALL.size(); i++) {
            met.computeIfAbsent(ALL.get(i).service(), any -> new HashSet<>()).add(Answer.of(i, 1));
            met.computeIfAbsent(ALL.get(i).fault(), any -> new HashSet<>()).add(Answer.of(i, 1));
        }
        assertThat(met)
                .hasSize(9)
                .allSatisfy((name, answers) -> assertThat(answers).hasSize(3));
    }

    @Test
    void answers_overThreeSeeds_meetEveryCase() {
        for (int i = 0; i < ALL.size(); i++) {
            assertThat(Set.of(Answer.of(i, 1), Answer.of(i, 2), Answer.of(i, 3)))
                    .hasSize(3);
        }
    }
}
