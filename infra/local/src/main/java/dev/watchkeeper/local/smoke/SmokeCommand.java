package dev.watchkeeper.local.smoke;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./watchkeeper smoke}. */
@Command(name = "smoke", description = "The demo without a person, judged.", mixinStandardHelpOptions = true)
public final class SmokeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new IllegalStateException("not yet");
    }
}
