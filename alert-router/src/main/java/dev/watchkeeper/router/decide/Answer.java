package dev.watchkeeper.router.decide;

/** What the log says to a writer. */
public sealed interface Answer {

    /** The entry is in the state, made by the log entry at {@code index}, now or when it was first written. */
    record Applied(long index) implements Answer {}

    /** The entry was decided on another state than the log had; it changed nothing. Decide again. */
    record Stale(long sequence) implements Answer {}
}
