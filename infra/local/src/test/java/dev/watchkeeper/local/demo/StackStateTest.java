package dev.watchkeeper.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.local.rooms.Home;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackStateTest {

    @Test
    void processesLeftBehind_areGoneOnceTheCallReturns(@TempDir Path folder) throws Exception {
        Home home = new Home(folder, folder.resolve("var"));
        Process slow = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap 'sleep 1; exit 0' TERM; echo ready; while :; do sleep 0.1; done # " + folder)
                .start();
        assertThat(slow.inputReader().readLine()).isEqualTo("ready");
        new StackState(slow.pid(), Map.of(), Map.of("slow", slow.pid()), "receiver").write(home);

        StackState.endLeftBehind(home);

        assertThat(slow.isAlive()).isFalse();
        assertThat(StackState.running(home)).isEmpty();
    }
}
