package dev.watchkeeper.local.rooms;

import java.nio.file.Path;

/** A step of the start failed; the message holds cause, log and remedy. */
public final class StartFailed extends RuntimeException {

    /**
     * @param step the room or the step
     * @param cause how it failed, such that it reads on after the step's name
     * @param log where to read more
     * @param remedy what may help
     */
    public StartFailed(String step, String cause, Path log, String remedy) {
        super("%s %s%n  log     %s%n  remedy  %s".formatted(step, cause, log, remedy));
    }
}
