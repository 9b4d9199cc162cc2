package dev.watchkeeper.ingest.normalize;

import java.time.Duration;

/**
 * How much of a record is kept and which event times are believed.
 *
 * @param attributes attributes of a record, and of its resource; the rest is counted as dropped
 * @param valueChars characters of one attribute's value as text
 * @param resourceChars characters of all attributes of a resource, keys and values; each of its records carries them
 * @param bodyChars characters of a log body
 * @param nameChars characters of any name: span, metric, scope, service, attribute key
 * @param buckets buckets of a histogram, or quantiles of a summary; a point with more is refused
 * @param history how far before now an event time may lie
 * @param ahead how far ahead of now: as far as clocks may differ
 */
public record Bounds(
        int attributes,
        int valueChars,
        int resourceChars,
        int bodyChars,
        int nameChars,
        int buckets,
        Duration history,
        Duration ahead) {

    /** The bounds that the documentation states. */
    public static final Bounds DEFAULTS =
            new Bounds(128, 4096, 16 * 1024, 32 * 1024, 512, 2048, Duration.ofDays(30), Duration.ofSeconds(2));
}
