package dev.watchkeeper.review.console.page;

import org.jspecify.annotations.Nullable;

/**
 * The reviews that wait for an answer, for the top line.
 *
 * @param count how many
 * @param next the one that is due first; null where none waits
 * @param forViewer whether who looks may answer them
 */
public record Waiting(int count, @Nullable Next next, boolean forViewer) {

    /** The review that is due first: its question, page and due time. */
    public record Next(String question, String href, long dueAtMillis) {}

    /** None waits. */
    public static final Waiting NONE = new Waiting(0, null, false);
}
