package dev.watchkeeper.models.contract;

/** A manifest that breaks the contract; the message says what was found and what is expected. */
public final class InvalidManifest extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With what was found and what is expected. */
    public InvalidManifest(String message) {
        super(message);
    }
}
