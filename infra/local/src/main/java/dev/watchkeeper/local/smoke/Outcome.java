package dev.watchkeeper.local.smoke;

import org.jspecify.annotations.Nullable;

/**
 * What came of one fault; one JSON line.
 *
 * @param detectedAfterSeconds from the moment the fault was on until the incident's first revision was readable; null
 *     for a miss
 * @param firstCause the first cause that the decision was made on
 * @param topContribution group and feature of the greatest contribution in the first cause's alert
 * @param decision what the router chose
 * @param verdictEffect what the verdict did, or why its effect does not count
 * @param right whether first cause and effect are right
 * @param secondsBeforeFirstOutOfMemory how long after the detection the first process of the service ran out of memory;
 *     null where none did, or memory was not the fault
 */
record Outcome(
        String fault,
        String service,
        int strength,
        long seed,
        @Nullable Double detectedAfterSeconds,
        @Nullable String firstCause,
        @Nullable String topContribution,
        @Nullable String decision,
        String verdictEffect,
        boolean right,
        @Nullable Double secondsBeforeFirstOutOfMemory) {

    static Outcome missed(Case tried, int strength, long seed) {
        return notJudged(tried, strength, seed, "missed: nothing to judge");
    }

    /** A case that could not be tried to its end. */
    static Outcome notJudged(Case tried, int strength, long seed, String why) {
        return new Outcome(tried.fault(), tried.service(), strength, seed, null, null, null, null, why, false, null);
    }

    boolean firstCauseRight() {
        return service.equals(firstCause);
    }
}
