package dev.watchkeeper.local.rooms;

import java.nio.file.Path;

/** A process did not become ready; the message holds cause, log and remedy. */
public final class StartFailed extends RuntimeException {

    StartFailed(String room, String cause, Path log, String remedy) {
        super("%s %s%n  log     %s%n  remedy  %s".formatted(room, cause, log, remedy));
    }
}
