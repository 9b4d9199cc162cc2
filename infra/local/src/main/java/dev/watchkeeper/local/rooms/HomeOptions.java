package dev.watchkeeper.local.rooms;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the launcher works; shared by all commands. */
public final class HomeOptions {

    @Option(names = "--var", paramLabel = "DIR", description = "Folder for data, logs and secrets; default var.")
    private @Nullable Path var;

    /** The checkout around this program, and the folder for what running leaves behind. */
    public Home home() {
        Path project = project();
        return new Home(project, var == null ? project.resolve("var") : var.toAbsolutePath());
    }

    private static Path project() {
        String given = System.getProperty("watchkeeper.home");
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("watchkeeper"))) {
                return folder;
            }
        }
        throw new IllegalStateException("run it from a checkout: no launcher script 'watchkeeper' here or above");
    }
}
