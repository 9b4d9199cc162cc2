package dev.watchkeeper.router.decide;

/** The state after an entry, and the answer to who wrote it. */
public record Replayed(RouterState state, Answer answer) {}
