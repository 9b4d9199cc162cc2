package dev.watchkeeper.router.log;

import org.jspecify.annotations.Nullable;

/** This node may not write to the log now. Be quiet until it leads. */
public final class NotLeading extends Exception {

    NotLeading(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
