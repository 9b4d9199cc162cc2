package dev.watchkeeper.router.log;

import org.jspecify.annotations.Nullable;

/** Bytes that are not an entry or a snapshot. From outside they are refused; in the log they end the program. */
final class UndecodableEntry extends RuntimeException {

    UndecodableEntry(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
