package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.schemas.record.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A review as it stands, and its answer.
 *
 * @param review as the queue knows it
 * @param answered the answer that was given here; null where none is known
 */
public record ReviewFacts(QueuedReview review, @Nullable Answered answered) {

    /** An answer: which, by whom, why (empty where nobody said), when; why nothing came of it, null where it counts. */
    public record Answered(
            Answer answer,
            String reviewer,
            String reason,
            long atMillis,
            @Nullable String notApplied) {}

    /** Its page, by the number that people say. */
    public String href() {
        return "/reviews/" + review.number();
    }
}
