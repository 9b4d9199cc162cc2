package dev.watchkeeper.local.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningRoomsTest {

    @TempDir
    private Path folder;

    @Test
    void close_inTheMiddleOfAStart_leavesNoProcess_andNothingStartsAfterIt() throws Exception {
        CountDownLatch firstReady = new CountDownLatch(1);
        RunningRooms rooms = new RunningRooms(home(), (name, took) -> firstReady.countDown());
        CompletableFuture<Void> start = CompletableFuture.runAsync(
                () -> rooms.startTogether(room("quick", "echo READY; exec sleep 60"), room("never", "exec sleep 60")));
        assertThat(firstReady.await(30, TimeUnit.SECONDS)).isTrue();

        rooms.close();

        assertThatThrownBy(start::join).hasRootCauseInstanceOf(CancellationException.class);
        assertThat(rooms.all())
                .hasSize(2)
                .noneMatch(room -> room.process().isAlive())
                .allSatisfy(room -> assertThat(ProcessHandle.of(room.pid()).filter(ProcessHandle::isAlive))
                        .isEmpty());
        assertThatThrownBy(() -> rooms.start(room("late", "exec sleep 60"))).isInstanceOf(CancellationException.class);
        assertThat(rooms.all()).hasSize(2);
    }

    @Test
    void room_thatFails_isToldAsItIs() {
        try (RunningRooms rooms = new RunningRooms(home(), (name, took) -> {})) {
            assertThatThrownBy(() -> rooms.startTogether(room("broken", "echo no such disk; exit 3")))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("broken ended with exit code 3: no such disk");
        }
    }

    @Test
    void program_thatIsNotThere_isAFailedStepWithRemedy() {
        Room room = new Room("absent", List.of("/no/such/program"), new Ready.Line("READY"), Duration.ofSeconds(1));
        assertThatThrownBy(() -> RunningRoom.start(room, home()))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("remedy");
    }

    private Home home() {
        return new Home(folder, folder.resolve("var"));
    }

    private static Room room(String name, String script) {
        return new Room(name, List.of("/bin/sh", "-c", script), new Ready.Line("READY"), Duration.ofSeconds(30));
    }
}
