package dev.watchkeeper.jobs.features.services;

import java.io.Serializable;

/**
 * How much of a service is remembered, and for how long.
 *
 * @param forgetServiceMillis a service unseen for so long gives no zeros any more
 * @param forgetInstanceMillis likewise for an instance
 * @param mostCallees callees of a service that become series
 */
public record ServiceLimits(long forgetServiceMillis, long forgetInstanceMillis, int mostCallees)
        implements Serializable {}
