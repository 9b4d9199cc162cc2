package dev.watchkeeper.jobs.connect;

import java.io.Serializable;

/** Reads a record's event time. */
@FunctionalInterface
public interface EventTime<T> extends Serializable {

    /** The record's event time, epoch milliseconds. */
    long millis(T record);
}
