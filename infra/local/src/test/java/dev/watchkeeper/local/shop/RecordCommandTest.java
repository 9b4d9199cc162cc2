package dev.watchkeeper.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.local.rooms.Home;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RecordCommandTest {

    @TempDir
    private Path folder;

    @Test
    void record_withoutAFolder_goesBelowVar() {
        assertThat(told()).containsExactly(folder + "/var/recording", "days=3");
    }

    @Test
    void record_withAFolderAndSettings_passesThemOn() {
        assertThat(told("/somewhere", "--days=1", "--shop=load.day=PT2M"))
                .containsExactly("/somewhere", "days=1", "load.day=PT2M");
    }

    @Test
    void pack_isAnOption_withAndWithoutAFolder() {
        assertThat(told("--pack")).containsExactly("--pack", folder + "/var/recording");
        assertThat(told("--pack", "/somewhere")).containsExactly("--pack", "/somewhere");
    }

    private List<String> told(String... arguments) {
        RecordCommand command = new RecordCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.arguments(new Home(folder, folder.resolve("var")));
    }
}
