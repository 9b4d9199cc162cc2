package dev.watchkeeper.models.pooling;

import dev.watchkeeper.models.baseline.SeriesKind;
import java.util.Locale;

/**
 * What of an entity's series is pooled together. A slot that {@link #opens()} may raise an alert alone; the others only
 * support one, because others than the entity can move them (a slow callee, more customers).
 */
public enum Slot {
    ERRORS_SELF(SignalGroup.ERRORS, true),
    ERRORS_TOTAL(SignalGroup.ERRORS, true),
    LATENCY_SELF(SignalGroup.LATENCY, true),
    LATENCY_TOTAL(SignalGroup.LATENCY, false),
    /** Waiting and unanswered calls: time and failures that the callee does not account for. Databases are here. */
    CALLS_OWN(SignalGroup.CALLS, true),
    CALLS_TOTAL(SignalGroup.CALLS, false),
    CPU(SignalGroup.CPU, true),
    MEMORY(SignalGroup.MEMORY, true),
    GC(SignalGroup.GC, true),
    THREADS(SignalGroup.THREADS, false),
    POOLS(SignalGroup.POOLS, false),
    LOGS(SignalGroup.LOGS, true),
    TRAFFIC(SignalGroup.TRAFFIC, false),
    OTHER(SignalGroup.OTHER, false),
    /** All series of an entity that has none in a slot that opens. */
    LONE(SignalGroup.OTHER, true);

    /** Features of each slot, in order. */
    public static final int FEATURES = 3;

    private final SignalGroup group;
    private final boolean opens;

    Slot(SignalGroup group, boolean opens) {
        this.group = group;
        this.opens = opens;
    }

    /** Where a series belongs. */
    public static Slot of(SeriesKind kind) {
        return switch (kind.signal()) {
            case ERRORS -> kind.own() ? ERRORS_SELF : ERRORS_TOTAL;
            case LATENCY -> kind.own() ? LATENCY_SELF : LATENCY_TOTAL;
            case CALLS -> kind.own() ? CALLS_OWN : CALLS_TOTAL;
            case CPU -> CPU;
            case MEMORY -> MEMORY;
            case GC -> GC;
            case THREADS -> THREADS;
            case POOLS -> POOLS;
            case LOGS -> LOGS;
            case TRAFFIC -> TRAFFIC;
            case HEARTBEAT, OTHER -> OTHER;
        };
    }

    /** The group that its share is reported under. */
    public SignalGroup group() {
        return group;
    }

    /** Whether it may raise an alert alone. */
    public boolean opens() {
        return opens;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
