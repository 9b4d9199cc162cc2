package dev.watchkeeper.local.smoke;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict did at the receiver, judged by what was seen there over the whole trial.
 *
 * <pre>
 * approve  not active before the answer, active after it, as proposed
 * reject   never active, watched at least {@link #WATCHED_AFTER_REJECT} beyond the decision
 * modify   not active before the answer, active after it, from the first sight as modified
 * </pre>
 *
 * It counts only if a decision names the verdict.
 *
 * @param right whether it did what it should
 * @param sentence what it did, or why it does not count
 */
record Effect(boolean right, String sentence) {

    static final Duration WATCHED_AFTER_REJECT = Duration.ofSeconds(30);

    /**
     * @param answered when the answer was sent
     * @param decided when a decision that names the verdict could be read; null where none came
     * @param sightings what every look at the receiver found of the incident, oldest first
     */
    static Effect of(
            Answer answer, String verdict, Instant answered, @Nullable Instant decided, List<Sighting> sightings) {
        if (decided == null) {
            return wrong("no decision names verdict " + verdict);
        }
        List<Sighting> before = sightings.stream()
                .filter(sighting -> sighting.at().isBefore(answered))
                .toList();
        if (before.isEmpty()) {
            return wrong("nobody looked at the receiver before the answer");
        }
        if (before.stream().anyMatch(Sighting::active)) {
            return wrong("at the receiver before anybody answered, verdict " + verdict);
        }
        return switch (answer) {
            case APPROVE -> firstActive(Sighting.Shown.AS_PROPOSED, "approve", verdict, sightings);
            case MODIFY -> firstActive(Sighting.Shown.MODIFIED, "modify", verdict, sightings);
            case REJECT -> neverActive(verdict, decided, sightings);
        };
    }

    static Effect wrong(String why) {
        return new Effect(false, why);
    }

    private static Effect firstActive(
            Sighting.Shown expected, String answer, String verdict, List<Sighting> sightings) {
        return sightings.stream()
                .filter(Sighting::active)
                .findFirst()
                .map(first -> first.shown() == expected
                        ? new Effect(true, "ok: " + answer + ", verdict " + verdict)
                        : wrong("at the receiver otherwise than answered: " + answer + ", verdict " + verdict))
                .orElseGet(() -> wrong("not at the receiver: " + answer + ", verdict " + verdict));
    }

    private static Effect neverActive(String verdict, Instant decided, List<Sighting> sightings) {
        if (sightings.stream().anyMatch(Sighting::active)) {
            return wrong("at the receiver although rejected, verdict " + verdict);
        }
        Instant last = sightings.get(sightings.size() - 1).at();
        return last.isBefore(decided.plus(WATCHED_AFTER_REJECT))
                ? wrong("the receiver was not watched long enough: reject, verdict " + verdict)
                : new Effect(true, "ok: reject, never sent, verdict " + verdict);
    }
}
