package dev.watchkeeper.jobs.connect;

import java.io.Serializable;

/** Tells which records go to every partition of their topic: those that keep its readers' watermarks moving. */
@FunctionalInterface
public interface ForAll<T> extends Serializable {

    /** Whether this record does. */
    boolean test(T record);

    /** No record does. */
    static <T> ForAll<T> none() {
        return record -> false;
    }
}
