package dev.watchkeeper.ingest.publish;

/**
 * Kafka, or the registry that it needs, did not acknowledge everything in time. What was sent may or may not be there:
 * whoever sent it has to send all of it again.
 */
public final class NotAcknowledged extends RuntimeException {

    NotAcknowledged(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
