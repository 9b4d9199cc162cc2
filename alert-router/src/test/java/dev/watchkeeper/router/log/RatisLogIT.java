package dev.watchkeeper.router.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.router.decide.AlertPayload;
import dev.watchkeeper.router.decide.Answer;
import dev.watchkeeper.router.decide.Deciding;
import dev.watchkeeper.router.decide.Desk;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.Input;
import dev.watchkeeper.router.decide.Position;
import dev.watchkeeper.router.decide.RouterState;
import dev.watchkeeper.router.decide.Turn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real log on disk. */
class RatisLogIT {

    private final Deciding deciding = new Deciding(Desk.policy(""), new AlertPayload("http://console"), Desk.RECEIVERS);

    @Test
    void state_comesBackFromLogAndSnapshot(@TempDir Path folder) throws Exception {
        byte[] before;
        try (RatisLog log = leader(alone(folder, 10))) {
            append(log, "begin", new Input.Begun(Desk.INCIDENTS, 0));
            for (int i = 0; i < 37; i++) {
                append(log, "c" + i, incident(i));
            }
            before = new SnapshotCodec().encode(log.state());
        }
        assertThat(files(folder)).anyMatch(name -> name.startsWith("snapshot."));

        try (RatisLog log = leader(alone(folder, 10))) {
            assertThat(new SnapshotCodec().encode(log.state())).isEqualTo(before);
            assertThat(log.state().offsets()).containsEntry(Desk.INCIDENTS, 37L);
            assertThat(append(log, "on", incident(37))).isInstanceOf(Answer.Applied.class);
        }
    }

    @Test
    void commandAskedAgainAfterARestart_getsItsFirstAnswer(@TempDir Path folder) throws Exception {
        Entry entry;
        Answer first;
        try (RatisLog log = leader(alone(folder, 1))) {
            append(log, "begin", new Input.Begun(Desk.INCIDENTS, 0));
            entry = deciding.decide(log.state(), "asked", turn(incident(0)));
            first = log.append(entry);
        }
        try (RatisLog log = leader(alone(folder, 1))) {
            RouterState before = log.state();
            assertThat(log.append(entry)).isEqualTo(first);
            assertThat(log.state()).isEqualTo(before);
        }
    }

    @Test
    void entryDecidedOnAnOlderState_isStale(@TempDir Path folder) throws Exception {
        try (RatisLog log = leader(alone(folder, 100))) {
            append(log, "begin", new Input.Begun(Desk.INCIDENTS, 0));
            Entry early = deciding.decide(log.state(), "early", turn(incident(0)));
            append(log, "other", incident(0));

            assertThat(log.append(early)).isEqualTo(new Answer.Stale(2));
            assertThat(log.state().sequence()).isEqualTo(2);
        }
    }

    @Test
    void threeNodes_oneLeads_andAnotherGoesOn(@TempDir Path folder) throws Exception {
        List<String> peers =
                List.of("a@127.0.0.1:" + freePort(), "b@127.0.0.1:" + freePort(), "c@127.0.0.1:" + freePort());
        List<RatisLog> nodes = new ArrayList<>();
        try {
            for (String id : List.of("a", "b", "c")) {
                nodes.add(RatisLog.start(new RatisNode(id, peers, "test", folder.resolve(id), 100, null)));
            }
            RatisLog first = leading(nodes);
            append(first, "begin", new Input.Begun(Desk.INCIDENTS, 0));
            append(first, "c0", incident(0));
            RatisLog follower =
                    nodes.stream().filter(node -> node != first).findFirst().orElseThrow();
            Entry entry = deciding.decide(first.state(), "f", turn(incident(1)));
            assertThatThrownBy(() -> follower.append(entry)).isInstanceOf(NotLeading.class);

            nodes.remove(first);
            first.close();
            RatisLog second = leading(nodes);

            assertThat(second.state().caseOf("i0")).isPresent();
            assertThat(append(second, "c1", incident(1))).isInstanceOf(Answer.Applied.class);
        } finally {
            for (RatisLog node : nodes) {
                node.close();
            }
        }
    }

    private Answer append(RatisLog log, String commandId, Input input) throws Exception {
        return log.append(deciding.decide(log.state(), commandId, turn(input)));
    }

    private static Turn turn(Input input) {
        return new Turn(Desk.NOON, List.of(input), List.of(), 0);
    }

    private static Input incident(int offset) {
        return new Input.OfIncident(
                new Position(Desk.INCIDENTS, offset), Desk.incident("i" + offset, 1, offset % 2 == 0 ? 0.95 : 0.7));
    }

    private static RatisNode alone(Path folder, long snapshotEvery) throws IOException {
        return new RatisNode("n", RatisNode.alone("n", 0), "test", folder, snapshotEvery, null);
    }

    private static RatisLog leader(RatisNode node) throws IOException {
        RatisLog log = RatisLog.start(node);
        leading(List.of(log));
        return log;
    }

    private static RatisLog leading(List<RatisLog> nodes) {
        return Awaitility.await("a leader")
                .atMost(Duration.ofSeconds(30))
                .until(() -> nodes.stream().filter(RatisLog::leads).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
