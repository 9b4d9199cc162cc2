package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EffectTest {

    private static final Instant ANSWERED = Instant.parse("2026-01-01T00:01:00Z");

    /** {@code seen}: a look every 10 s, the answer between the third and the fourth; a absent, p proposed, m modified. */
    @ParameterizedTest(name = "{0}, seen {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            APPROVE | aaappp   | true  | ok: approve
            APPROVE | aaaapa   | true  | ok: approve
            APPROVE | aaaaaa   | false | not at the receiver
            APPROVE | aapppp   | false | before anybody answered
            APPROVE | paappp   | false | before anybody answered
            APPROVE | aaammm   | false | otherwise than answered
            REJECT  | aaaaaaa  | true  | never sent
            REJECT  | aaaaaa   | false | not watched long enough
            REJECT  | aaaaaaap | false | although rejected
            REJECT  | aaapaaaa | false | although rejected
            REJECT  | apaaaaaa | false | before anybody answered
            MODIFY  | aaammm   | true  | ok: modify
            MODIFY  | aaammp   | true  | ok: modify
            MODIFY  | aaapmm   | false | otherwise than answered
            MODIFY  | aammmm   | false | before anybody answered
            MODIFY  | aaaaaa   | false | not at the receiver
            """)
    void effect_isRight_onlyAsWasSeen(Answer answer, String seen, boolean right, String says) {
        Effect effect = Effect.of(answer, "v-1", ANSWERED, ANSWERED.plusSeconds(1), sightings(seen));
        assertThat(effect.sentence()).contains(says);
        assertThat(effect.right()).isEqualTo(right);
    }

    @Test
    void effect_withoutADecisionThatNamesTheVerdict_doesNotCount() {
        assertThat(judged(null, "aaappp").sentence()).contains("no decision names verdict v-1");
        assertThat(judged(null, "aaappp").right()).isFalse();
    }

    @Test
    void effect_withoutALookBeforeTheAnswer_doesNotCount() {
        List<Sighting> late = sightings("aaappp").subList(3, 6);
        assertThat(Effect.of(Answer.APPROVE, "v-1", ANSWERED, ANSWERED, late).right())
                .isFalse();
    }

    private static Effect judged(@Nullable Instant decided, String seen) {
        return Effect.of(Answer.APPROVE, "v-1", ANSWERED, decided, sightings(seen));
    }

    private static List<Sighting> sightings(String seen) {
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < seen.length(); i++) {
            sightings.add(new Sighting(
                    ANSWERED.plusSeconds(10L * i - 25),
                    switch (seen.charAt(i)) {
                        case 'p' -> Sighting.Shown.AS_PROPOSED;
                        case 'm' -> Sighting.Shown.MODIFIED;
                        default -> Sighting.Shown.ABSENT;
                    }));
        }
        return sightings;
    }
}
