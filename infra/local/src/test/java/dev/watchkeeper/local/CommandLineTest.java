package dev.watchkeeper.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"demo", "fault", "review", "smoke", "record", "models", "memory", "reset"})
    void help_ofEveryCommand_isThere(String command) {
        StringWriter out = new StringWriter();
        CommandLine line = Watchkeeper.commandLine().setOut(new PrintWriter(out));
        assertThat(line.execute(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: watchkeeper " + command);
    }

    @Test
    void wrongUsage_exitsWithTwo_andSaysWhatIsMissing() {
        StringWriter err = new StringWriter();
        CommandLine line = Watchkeeper.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute("fault", "errors", "on")).isEqualTo(2);
        assertThat(err.toString()).contains("--on=SERVICE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds=0", "--seeds=-1", "--faults="})
    void smoke_thatWouldTryNothing_isWrongUsage(String option) {
        StringWriter err = new StringWriter();
        CommandLine line = Watchkeeper.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute("smoke", option)).isEqualTo(2);
        assertThat(err.toString()).contains("proves nothing");
    }
}
