package dev.watchkeeper.jobs.connect;

import java.io.Serializable;

/** Reads the key under which a record is written. */
@FunctionalInterface
public interface RecordKey<T> extends Serializable {

    /** The Kafka key, written as UTF-8. */
    String of(T record);
}
