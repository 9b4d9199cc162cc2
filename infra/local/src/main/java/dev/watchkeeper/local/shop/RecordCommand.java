package dev.watchkeeper.local.shop;

import dev.watchkeeper.local.rooms.Home;
import dev.watchkeeper.local.rooms.HomeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./watchkeeper record}: records the shop from a real run. */
@Command(
        name = "record",
        description = "Records the shop's telemetry from a real run: three shop days take 90 minutes.",
        mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where raw and packed lines go; default recording below var.")
    private @Nullable Path folder;

    @Option(names = "--pack", description = "Only pack what an interrupted run recorded in DIR.")
    private boolean pack;

    @Option(names = "--days", paramLabel = "N", description = "How many shop days; default 3.")
    private int days = 3;

    @Option(names = "--shop", paramLabel = "KEY=VALUE", description = "Further settings of the shop.")
    private Map<String, String> shop = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = homeOptions.home();
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                home.classpath("infra/demo-shop"),
                "dev.watchkeeper.shop.record.RecordMain"));
        command.addAll(arguments(home));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** What the recorder is told. */
    List<String> arguments(Home home) {
        Path into = folder == null ? home.made("recording") : folder.toAbsolutePath();
        if (pack) {
            return List.of("--pack", into.toString());
        }
        List<String> arguments = new ArrayList<>(List.of(into.toString(), "days=" + days));
        shop.forEach((key, value) -> arguments.add(key + "=" + value));
        return arguments;
    }
}
