package dev.watchkeeper.jobs.detection.series;

import dev.watchkeeper.schemas.record.SeriesPoint;

/**
 * A point beside its baseline: a row for the series model.
 *
 * @param features numbers of {@code series-residuals@1}
 */
@SuppressWarnings("ArrayRecordComponent") // a row is written once and never compared
public record ResidualRow(
        SeriesPoint point,
        double expected,
        double lower,
        double upper,
        double scale,
        double growth,
        double growthShare,
        boolean coldStart,
        float[] features) {}
