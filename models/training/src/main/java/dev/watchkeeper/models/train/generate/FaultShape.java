package dev.watchkeeper.models.train.generate;

/** What can be wrong with a generated service. */
public enum FaultShape {
    /** A share of its requests fails by its own doing. */
    ERRORS,
    /** Its own work takes longer. */
    SLOW,
    /** Its database answers later. */
    SLOW_DATABASE,
    /** It burns CPU. */
    CPU,
    /** It keeps what it should forget: the heap floor climbs, then garbage collection. */
    LEAK,
    /** It writes far more log lines, most of them warnings. */
    LOG_BURST,
    /** Its garbage collector works far more. */
    GC,
    /** It stops sending. */
    SILENCE
}
