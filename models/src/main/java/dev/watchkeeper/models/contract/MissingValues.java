package dev.watchkeeper.models.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done about an input that is NaN or infinite before the model sees the row. */
public enum MissingValues {
    /** The input's {@link ModelInput#baseline()} takes its place. */
    @JsonProperty("impute")
    IMPUTE,
    /** Zero takes its place and a second input of the rows' shape, {@code mask}, holds 0 there and 1 elsewhere. */
    @JsonProperty("mask")
    MASK,
    /** The row is not scored. */
    @JsonProperty("refuse")
    REFUSE
}
