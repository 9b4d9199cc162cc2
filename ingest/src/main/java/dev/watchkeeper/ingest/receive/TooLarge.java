package dev.watchkeeper.ingest.receive;

/** The request's body is longer than a request may be. Thrown through the stream that reads it. */
final class TooLarge extends RuntimeException {

    TooLarge(long max) {
        super("at most " + max + " bytes expected, found more", null, false, false);
    }
}
