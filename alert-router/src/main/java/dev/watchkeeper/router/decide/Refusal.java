package dev.watchkeeper.router.decide;

/** An input that was dropped or rejected, as people are shown it; the original stays in its topic. */
public record Refusal(Position position, Fate fate, String reason, String detail, long timeMillis) {}
