package dev.watchkeeper.router.deliver;

import java.time.Duration;

/**
 * When receivers are told again.
 *
 * @param refresh how often a receiver that forgets is told of what lasts
 * @param resolvedFor how long after an end such a receiver is told of it again
 * @param retry how long after a failed attempt the next one begins
 */
public record Timing(Duration refresh, Duration resolvedFor, Duration retry) {}
