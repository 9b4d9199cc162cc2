package dev.watchkeeper.local.smoke;

import java.time.Instant;

/**
 * What one look at the receiver found of an incident.
 *
 * @param at when the receiver had answered
 * @param shown what it showed
 */
record Sighting(Instant at, Shown shown) {

    /** An incident's alert as the receiver has it. */
    enum Shown {
        ABSENT,
        AS_PROPOSED,
        MODIFIED
    }

    boolean active() {
        return shown != Shown.ABSENT;
    }
}
