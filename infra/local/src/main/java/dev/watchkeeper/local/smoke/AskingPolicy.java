package dev.watchkeeper.local.smoke;

import dev.watchkeeper.local.rooms.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The shipped policy, but never certain enough to notify without asking: only of an incident that waits for its verdict
 * can be shown that nothing is sent before one.
 */
final class AskingPolicy {

    private static final String TEXT = """
            version: smoke-1
            rules:
              - id: suppress-1
                certainty-below: 0.50
                then: suppress
              - id: ask-1
                certainty-at-least: 1.01
                then: notify
                otherwise: ask
                receiver: default
            """;

    private AskingPolicy() {}

    /** Writes it beside the rooms' configuration. */
    static Path file(Home home) throws IOException {
        return Files.writeString(home.made("conf").resolve("policy.yaml"), TEXT);
    }
}
