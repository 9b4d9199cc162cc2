package dev.watchkeeper.review.http;

import org.jspecify.annotations.Nullable;

/**
 * Something that people or scripts said happened.
 *
 * @param id counts up
 * @param kind what kind
 * @param service whose; empty where it is nobody's in particular
 * @param text in words
 * @param fromMillis when it began
 * @param untilMillis when it ended; null where it lasts or is a moment
 * @param lasting whether it lasts until somebody says off
 * @param madeBy who said so
 */
public record Annotation(
        long id,
        Kind kind,
        String service,
        String text,
        long fromMillis,
        @Nullable Long untilMillis,
        boolean lasting,
        String madeBy) {

    /** What kinds there are. */
    public enum Kind {
        /** Something was broken, on purpose or not. */
        FAULT,
        /** A version was rolled out. */
        DEPLOYMENT,
        /** Anything else. */
        NOTE
    }
}
