package dev.watchkeeper.review.verdict;

import dev.watchkeeper.review.queue.QueuedReview;

/** What became of an answer. Dispatch by {@link #visit}. */
public sealed interface AnswerResult {

    /** One method for each result. */
    interface Visitor<R> {
        /** It counts. */
        R answered(Answered result);

        /** The same request was answered before; nothing was done again. */
        R repeated(Repeated result);

        /** The review has changed since it was shown. */
        R stale(Stale result);

        /** The review does not wait any more. */
        R closed(Closed result);

        /** There is no such review. */
        R unknown(Unknown result);

        /** The idempotency key belongs to another request. */
        R keyReused(KeyReused result);
    }

    /** Calls the visitor's method for this result. */
    <R> R visit(Visitor<R> visitor);

    /** It counts: the verdict is kept and will be sent. */
    record Answered(GivenVerdict verdict, QueuedReview review) implements AnswerResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.answered(this);
        }
    }

    /** The same request came before; this is what it did. */
    record Repeated(GivenVerdict verdict, QueuedReview review) implements AnswerResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.repeated(this);
        }
    }

    /** Nothing was done: the review has changed since it was shown; this is how it stands. */
    record Stale(QueuedReview now) implements AnswerResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.stale(this);
        }
    }

    /** Nothing was done: answered, withdrawn or expired. */
    record Closed(QueuedReview now) implements AnswerResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.closed(this);
        }
    }

    /** Nothing was done: no such review. */
    record Unknown(String reviewRef) implements AnswerResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }

    /** Nothing was done: the key was used for something else. */
    record KeyReused(String key) implements AnswerResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.keyReused(this);
        }
    }
}
