package dev.watchkeeper.router.deliver;

import org.jspecify.annotations.Nullable;

/** A receiver did not confirm. Its kind says what the caller may do next. */
public final class DeliveryFailure extends Exception {

    /** What may be done next. */
    public enum Kind {
        /** The receiver has certainly not heard: try again. */
        NOT_APPLIED,
        /** The receiver may have heard: tell again under the same key, never under another. */
        UNKNOWN,
        /** The receiver asks for patience: try again later. */
        NOT_READY,
        /** The receiver, or who asked, does not want this content: never tell it again. */
        BAD_INPUT
    }

    private final Kind kind;

    DeliveryFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    DeliveryFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** What may be done next. */
    public Kind kind() {
        return kind;
    }

    /** Whether telling the same again is pointless. */
    boolean forGood() {
        return kind == Kind.BAD_INPUT;
    }
}
