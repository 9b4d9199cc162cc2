package dev.watchkeeper.local.models;

import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./watchkeeper models train}. */
@Command(
        name = "models",
        description = "Trains the shipped models again from nothing.",
        mixinStandardHelpOptions = true)
public final class ModelsCommand {

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    /** Trains on generated series with a fixed seed on one thread: the same bytes twice on one machine. */
    @Command(name = "train", description = "Trains the default models; the same bytes twice on one machine.")
    int train(@Option(names = "--out", description = "Folder to write to; default var/models.") Path out)
            throws IOException, InterruptedException {
        Home home = homeOptions.home();
        Path folder = out == null ? home.made("models") : out.toAbsolutePath();
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-cp",
                        home.classpath("models/training"),
                        "dev.watchkeeper.models.train.TrainMain",
                        folder.toString()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
