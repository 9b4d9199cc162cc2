package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.PointState;

/**
 * One number that a metric point gives.
 *
 * @param statistic value, rate, mean, p50 …
 * @param unit UCUM
 * @param value the number; NaN only in state GAP
 * @param state how good it is
 * @param intervalMillis what it covers; 0 for an instant
 * @param count observations under it; 0 where it has none
 */
record Reading(String statistic, String unit, double value, PointState state, long intervalMillis, long count) {}
