package dev.watchkeeper.ingest.ledger;

import java.util.Locale;

/** The ways in. */
public enum Way {
    /** OTLP over HTTP. */
    HTTP,
    /** OTLP over gRPC. */
    GRPC,
    /** The Collector's topics. */
    KAFKA,
    /** Recorded telemetry. */
    REPLAY;

    /** As metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
