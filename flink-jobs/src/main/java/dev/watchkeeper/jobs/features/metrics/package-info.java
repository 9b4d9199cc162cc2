/** Metric points to series: rates, resets, quantiles, signals, and the budget of series per entity. */
@NullMarked
package dev.watchkeeper.jobs.features.metrics;

import org.jspecify.annotations.NullMarked;
