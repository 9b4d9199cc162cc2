package dev.watchkeeper.review.console.page;

import org.jspecify.annotations.Nullable;

/**
 * Something that people or scripts said happened: a fault switched on, a deployment.
 *
 * @param kind what kind: fault, deployment, note
 * @param text in words
 * @param fromMillis when it began
 * @param toMillis when it ended; null where it lasts or is a moment
 * @param lasting whether it lasts while it has no end
 */
public record Annotation(
        String kind, String text, long fromMillis, @Nullable Long toMillis, boolean lasting) {}
