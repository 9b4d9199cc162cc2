package dev.watchkeeper.local;

import dev.watchkeeper.local.demo.DemoCommand;
import dev.watchkeeper.local.demo.ResetCommand;
import dev.watchkeeper.local.fault.FaultCommand;
import dev.watchkeeper.local.memory.MemoryCommand;
import dev.watchkeeper.local.models.ModelsCommand;
import dev.watchkeeper.local.review.ReviewCommand;
import dev.watchkeeper.local.shop.RecordCommand;
import dev.watchkeeper.local.smoke.SmokeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ./watchkeeper COMMAND}. */
@Command(
        name = "watchkeeper",
        description = "Watches services through their telemetry, explains what goes wrong, and asks a person.",
        mixinStandardHelpOptions = true,
        version = "watchkeeper 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            FaultCommand.class,
            ReviewCommand.class,
            SmokeCommand.class,
            RecordCommand.class,
            ModelsCommand.class,
            MemoryCommand.class,
            ResetCommand.class
        })
public final class Watchkeeper implements Runnable {

    private Watchkeeper() {}

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Runs one command; the exit code is 0 for success, 1 for failure, 2 for wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Watchkeeper()).setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println(line.getColorScheme().errorText("failed   " + failure.getMessage()));
            if (System.getenv("WATCHKEEPER_TRACE") != null) {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
    }
}
