package dev.watchkeeper.router.decide;

import java.util.Locale;

/** What became of an input record; for each topic, in = the sum of its fates. */
public enum Fate {
    /** An incident's revision that made or revised a decision. */
    DECIDED,
    /** An incident's revision that changed nothing. */
    UNCHANGED,
    /** A verdict that took effect. */
    APPLIED,
    /** A readable verdict that could not take effect, for a reason. */
    DROPPED,
    /** A record that could not be read or is not valid, for a reason. */
    REJECTED;

    /** As counters and the admin pages write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
