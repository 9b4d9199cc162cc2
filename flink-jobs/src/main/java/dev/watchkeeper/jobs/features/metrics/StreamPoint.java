package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.SeriesPoint;

/**
 * A point of a series and the stream that it came from.
 *
 * @param stream the stream's identity
 * @param point the point
 */
public record StreamPoint(String stream, SeriesPoint point) {}
