package dev.watchkeeper.review.verdict;

/** What became of an undo. Dispatch by {@link #visit}. */
public sealed interface UndoResult {

    /** One method for each result. */
    interface Visitor<R> {
        /** The review waits again. */
        R undone(Undone result);

        /** It has left, or was undone before. */
        R tooLate(TooLate result);

        /** Somebody else gave it. */
        R notYours(NotYours result);

        /** There is no such verdict. */
        R unknown(Unknown result);
    }

    /** Calls the visitor's method for this result. */
    <R> R visit(Visitor<R> visitor);

    /** The verdict will not be sent; the review waits again. */
    record Undone(GivenVerdict verdict) implements UndoResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.undone(this);
        }
    }

    /** Nothing was done: the hold is over, or it was undone before. */
    record TooLate(GivenVerdict verdict) implements UndoResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.tooLate(this);
        }
    }

    /** Nothing was done: only who gave it, or an admin, takes it back. */
    record NotYours(GivenVerdict verdict) implements UndoResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.notYours(this);
        }
    }

    /** Nothing was done: no such verdict. */
    record Unknown(String verdictId) implements UndoResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.unknown(this);
        }
    }
}
