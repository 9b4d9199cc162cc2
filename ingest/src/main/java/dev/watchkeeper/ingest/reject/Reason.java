package dev.watchkeeper.ingest.reject;

import dev.watchkeeper.schemas.record.Fault;

/** Why a request or one of its records was refused. The names are the reason codes of topic {@code telemetry.rejected}. */
public enum Reason {
    /** The bytes are no OTLP message of the signal that was asked for. */
    NOT_OTLP,
    /** The bytes end in the middle of a message. */
    TRUNCATED,
    /** More bytes, inflated, or more messages than a request may have; or a record of more bytes than Kafka takes. */
    TOO_LARGE,
    /** Nested deeper than a message may be. */
    TOO_DEEP,
    /** Neither protobuf nor JSON, or compressed with something else than gzip. */
    WRONG_CONTENT_TYPE,
    /** The tenant header is no tenant's name. */
    BAD_TENANT,
    /** The resource has no service.name, so nobody could be told what is odd. */
    NO_SERVICE_NAME,
    /** A metric without a name. */
    NO_NAME,
    /** A metric without data, or a point without a value and without the flag that says so. */
    NO_VALUE,
    /** A sum or histogram that is neither delta nor cumulative. */
    NO_TEMPORALITY,
    /** NaN or infinite where a number is expected. */
    NOT_FINITE,
    /** The event time, or a span's start, is absent or older than history is accepted. */
    TIME_BEFORE,
    /** The event time lies further ahead of this clock than clocks may differ. */
    TIME_AHEAD,
    /** It ends before it starts. */
    END_BEFORE_START,
    /** A trace or span id of the wrong length, or all zero. */
    BAD_ID,
    /** A histogram whose buckets contradict its bounds or its count. */
    BAD_HISTOGRAM,
    /** A defect of ours, met while the record was handled. */
    INTERNAL;

    /** Whose fault it is. */
    public Fault fault() {
        return this == INTERNAL ? Fault.PLATFORM : Fault.SENDER;
    }
}
