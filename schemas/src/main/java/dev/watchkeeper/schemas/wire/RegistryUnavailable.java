package dev.watchkeeper.schemas.wire;

/** The registry did not answer; the same call may succeed later. */
public final class RegistryUnavailable extends RuntimeException {

    RegistryUnavailable(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
