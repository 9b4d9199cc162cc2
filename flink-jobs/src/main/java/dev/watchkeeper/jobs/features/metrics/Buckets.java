package dev.watchkeeper.jobs.features.metrics;

/** Observations in buckets. */
interface Buckets {

    /** An estimate of a quantile, interpolated within its bucket; NaN where there are no observations. */
    double quantile(double quantile);
}
