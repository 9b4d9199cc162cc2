package dev.watchkeeper.local.demo;

import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeLock;
import dev.watchkeeper.local.rooms.HomeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./watchkeeper reset}: wipes what running left behind. */
@Command(
        name = "reset",
        description = "Wipes all data, logs and secrets that running left behind.",
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = homeOptions.home();
        StackState.running(home).ifPresent(state -> {
            throw new IllegalStateException(
                    "it runs, process " + state.launcherPid() + ": stop it there with Ctrl-C, then reset");
        });
        if (!Files.exists(home.var())) {
            System.out.println("nothing to wipe");
            return 0;
        }
        try (HomeLock lock = HomeLock.take(home)) {
            refuseWhileASmokeRunWorks(home);
            StackState.endLeftBehind(home);
            wipe(home.var());
        }
        System.out.println("wiped " + home.var());
        return 0;
    }

    private static void refuseWhileASmokeRunWorks(Home home) throws IOException {
        Path runs = home.var().resolve("smoke");
        if (!Files.isDirectory(runs)) {
            return;
        }
        try (var folders = Files.list(runs)) {
            folders.forEach(
                    folder -> HomeLock.take(new Home(home.project(), folder)).close());
        }
    }

    /** The lock goes last: until then nobody else begins. */
    private static void wipe(Path folder) throws IOException {
        Path lock = folder.resolve(HomeLock.NAME);
        try (var files = Files.walk(folder)) {
            files.filter(file -> !file.equals(lock) && !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .forEach(ResetCommand::delete);
        }
        delete(lock);
        delete(folder);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be removed", e);
        }
    }
}
