package dev.watchkeeper.local.memory;

import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeOptions;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code ./watchkeeper memory}: what the running stack takes. */
@Command(
        name = "memory",
        description = "What the running demo takes, by process: RSS, and PSS, which may be added up.",
        mixinStandardHelpOptions = true)
public final class MemoryCommand implements Callable<Integer> {

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Home home = homeOptions.home();
        StackState state = StackState.running(home)
                .orElseThrow(() -> new IllegalStateException("no demo runs here: ./watchkeeper demo starts it"));
        MemoryTable.of(new TreeMap<>(state.pids()), state.launcherPid())
                .lines()
                .forEach(Objects.requireNonNull(spec).commandLine().getOut()::println);
        return 0;
    }
}
