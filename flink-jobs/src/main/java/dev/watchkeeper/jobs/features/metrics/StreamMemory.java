package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.MetricPoint;

/**
 * What is remembered of a stream between its points: state.
 *
 * @param before the last point that held a value, without its attributes
 * @param usualNanos the time between the last two points; 0 where there was one only
 * @param forgetMillis when the stream is forgotten unless it goes on
 */
public record StreamMemory(MetricPoint before, long usualNanos, long forgetMillis) {}
