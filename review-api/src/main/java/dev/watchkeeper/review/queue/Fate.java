package dev.watchkeeper.review.queue;

/** What became of a record. For each topic, records in = the sum over all fates. */
public enum Fate {
    /** It is what is shown now. */
    APPLIED,
    /** An older or the same revision: it was seen before. */
    OLD,
    /** Of another tenant. */
    FOREIGN,
    /** It could not be read or kept; the reason is in {@code rejected_record}. */
    REJECTED
}
