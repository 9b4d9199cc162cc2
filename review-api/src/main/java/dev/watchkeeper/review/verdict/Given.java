package dev.watchkeeper.review.verdict;

import org.jspecify.annotations.Nullable;

/**
 * How an answer is given.
 *
 * @param reviewer who answers
 * @param undoable whether it is held for ten seconds, in which it may be undone
 * @param idempotencyKey under which the same request may be repeated; null where it was not said
 */
public record Given(
        String reviewer, boolean undoable, @Nullable String idempotencyKey) {

    /** Longest key, in characters. */
    static final int MAX_KEY = 200;

    public Given {
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY)) {
            throw new InvalidAnswer("Idempotency-Key", "must have 1 to " + MAX_KEY + " characters");
        }
    }

    /** Leaves at once. */
    public static Given atOnce(String reviewer) {
        return new Given(reviewer, false, null);
    }

    /** Is held for ten seconds. */
    public static Given undoable(String reviewer) {
        return new Given(reviewer, true, null);
    }
}
