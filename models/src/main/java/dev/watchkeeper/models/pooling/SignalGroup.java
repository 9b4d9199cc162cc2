package dev.watchkeeper.models.pooling;

import java.util.Locale;

/** The named groups that an entity's margin is explained by; at most twelve, so that shares can be exact. */
public enum SignalGroup {
    ERRORS,
    LATENCY,
    CALLS,
    CPU,
    MEMORY,
    GC,
    THREADS,
    POOLS,
    LOGS,
    TRAFFIC,
    SILENCE,
    OTHER;

    /** As it stands in contributions: {@code errors}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
