package dev.watchkeeper.ingest.receive;

/** As many bytes are under way as may be; the same request may be taken later. */
public final class NoRoom extends RuntimeException {

    NoRoom(long max) {
        super("more than " + max + " bytes are under way; send it again later", null, false, false);
    }
}
