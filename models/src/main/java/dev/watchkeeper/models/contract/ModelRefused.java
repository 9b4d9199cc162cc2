package dev.watchkeeper.models.contract;

/** A model that cannot be served: whose fault it is and what was found and expected. The former version goes on. */
public final class ModelRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; always the model's or its manifest's fault. */
    public enum Reason {
        /** The folder or a file of it is missing or unreadable. */
        UNREADABLE,
        /** The manifest breaks the contract, or is that of a model for something else. */
        MANIFEST,
        /** The file is not the one that the manifest names by its hash. */
        HASH,
        /** The file is not an ONNX graph that the runtime accepts. */
        NOT_ONNX,
        /** The graph's inputs are not those of the manifest, or the manifest's not those of its feature set. */
        INPUTS,
        /** The graph's outputs are not those of the manifest. */
        OUTPUTS,
        /** It gave NaN or infinity for rows of finite numbers. */
        MISBEHAVED
    }

    private final Reason reason;

    /** With what was found and what is expected. */
    public ModelRefused(Reason reason, String message) {
        super(reason + ": " + message);
        this.reason = reason;
    }

    /** With what the runtime says. */
    public ModelRefused(Reason reason, String message, Throwable cause) {
        super(reason + ": " + message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
