package dev.watchkeeper.ingest.reject;

/** The input will never be usable: reject it with the reason, do not try again. */
public final class BadInput extends Exception {

    private final Reason reason;

    /** Refused for this reason; the message holds what was found and what was expected. */
    public BadInput(Reason reason, String detail) {
        // Without a stack trace: hostile senders pay for these, we should not.
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** The reason code. */
    public Reason reason() {
        return reason;
    }

    /** What was found and what was expected. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
