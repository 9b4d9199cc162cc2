package dev.watchkeeper.local.rooms;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeLockTest {

    @TempDir
    private Path folder;

    @Test
    void folder_thatIsHeld_isRefused_andTheHolderNamed() {
        Home home = new Home(folder, folder.resolve("var"));
        try (HomeLock held = HomeLock.take(home)) {
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " works in");
        }
        assertThatCode(() -> HomeLock.take(home).close()).doesNotThrowAnyException();
    }

    @Test
    void folders_areHeldEachByItself() {
        try (HomeLock one = HomeLock.take(new Home(folder, folder.resolve("one")))) {
            assertThatCode(() -> HomeLock.take(new Home(folder, folder.resolve("two")))
                            .close())
                    .doesNotThrowAnyException();
        }
    }
}
