package dev.watchkeeper.models.baseline;

/** How a number's noise depends on its size and on what it was made of; decides the least believable scale. */
public enum Measure {
    /** A share of {@code count} observations, 0..1: binomial. */
    RATIO,
    /** Things that happen, a rate or a count: Poisson. */
    EVENTS,
    /** A time, at least 0: a share of its level, more for quantiles of few observations. */
    DURATION,
    /** A part of a whole (CPU, GC time): points, and a share of its level. */
    UTILIZATION,
    /** Anything else: a share of its level. */
    AMOUNT
}
