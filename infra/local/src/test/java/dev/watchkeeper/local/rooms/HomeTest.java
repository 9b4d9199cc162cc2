package dev.watchkeeper.local.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {

    @Test
    void secret_andItsFolder_areTheOwnersOnly_alsoWhereTheyWereNot(@TempDir Path folder) throws Exception {
        Home home = new Home(folder, folder.resolve("var"));
        Path open = Files.createDirectories(folder.resolve("var/secrets")).resolve("postgres");
        Files.writeString(open, "older");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        Path secret = home.secret("postgres", "given");

        assertThat(secret).hasContent("given");
        assertThat(permissions(secret)).isEqualTo("rw-------");
        assertThat(permissions(home.secrets())).isEqualTo("rwx------");
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
