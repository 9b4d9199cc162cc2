package dev.watchkeeper.models.contract;

/** What a model judges. */
public enum ModelKind {
    /** One point of one series; rows are of {@code series-residuals}. */
    SERIES,
    /** One window of one entity; rows are of {@code entity-residuals}. */
    ENTITY,
    /** The next steps of a load series; outputs are quantiles. */
    LOAD
}
