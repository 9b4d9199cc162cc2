package dev.watchkeeper.local.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningRoomTest {

    @Test
    void room_thatSaysReady_isReady_andEndsWhenStopped(@TempDir Path folder) throws Exception {
        RunningRoom room = start(folder, "echo 'READY talker port=1'; exec sleep 60");
        room.awaitReady();
        assertThat(room.readyLine()).isEqualTo("READY talker port=1");
        room.stop();
        assertThat(room.process().isAlive()).isFalse();
    }

    @Test
    void room_thatEnds_failsWithCauseLogAndRemedy(@TempDir Path folder) {
        RunningRoom room = start(folder, "echo 'port 9092 is taken'; exit 3");
        assertThatThrownBy(room::awaitReady)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("exit code 3: port 9092 is taken")
                .hasMessageContaining("talker.log")
                .hasMessageContaining("remedy");
    }

    private static RunningRoom start(Path folder, String script) {
        Room room =
                new Room("talker", List.of("/bin/sh", "-c", script), new Ready.Line("READY "), Duration.ofSeconds(30));
        return RunningRoom.start(room, new Home(folder, folder.resolve("var")));
    }
}
