package dev.watchkeeper.local.shop;

import dev.watchkeeper.local.rooms.HomeOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./watchkeeper record}: records the shop from a real run. */
@Command(
        name = "record",
        description = "Records the shop's telemetry from a real run: three shop days take 90 minutes.",
        mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {

    @Mixin
    private final HomeOptions homeOptions = new HomeOptions();

    @Parameters(description = "Passed to the recorder; none records three days.", arity = "0..*")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                homeOptions.home().classpath("infra/demo-shop"),
                "dev.watchkeeper.shop.record.RecordMain"));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
