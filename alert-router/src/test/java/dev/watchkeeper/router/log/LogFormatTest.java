package dev.watchkeeper.router.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.router.decide.Change;
import dev.watchkeeper.router.decide.Desk;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.Input;
import dev.watchkeeper.router.decide.RouterState;
import dev.watchkeeper.router.decide.Turn;
import dev.watchkeeper.schemas.record.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Formats of the log, held against what earlier programs wrote. */
class LogFormatTest {

    private final EntryCodec entries = new EntryCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();

    /** When this fails, a contract or the format changed: keep what it wrote under the next version, raise VERSION. */
    @Test
    void newestKeptSchema_saysWhatIsWritten() throws IOException {
        Schema resolved = LogFormat.resolved();
        Path proposal = Path.of("target", "log-format-proposal.avsc");
        Files.writeString(proposal, resolved.toString(true) + "\n");

        Schema kept = new Schema.Parser()
                .parse(new String(resource("/log-format/" + LogFormat.VERSION + ".avsc"), StandardCharsets.UTF_8));

        assertThat(kept)
                .as("keep %s as log-format/%d.avsc and raise LogFormat.VERSION", proposal, LogFormat.VERSION + 1)
                .isEqualTo(resolved);
    }

    @Test
    void entries_comeBackAsTheyWere() {
        Desk desk = new Desk(Desk.policy(""));
        Entry many = sample(desk);

        assertThat(entries.decode(entries.encode(many))).isEqualTo(many);
        Entry few = new Entry("c", 3, 4, List.of(new Change.Published(7), new Change.Forgotten("i")));
        assertThat(entries.decode(entries.encode(few))).isEqualTo(few);
    }

    @Test
    void snapshots_comeBackAsTheyWere_andEqualStatesHaveEqualBytes() {
        RouterState state = sampleState();

        byte[] bytes = snapshots.encode(state);
        RouterState back = snapshots.decode(bytes);

        assertThat(back).isEqualTo(state);
        assertThat(snapshots.encode(back)).isEqualTo(bytes);
    }

    @Test
    void bytesOfVersion1_areStillRead() throws IOException {
        RouterState state = snapshots.decode(resource("/log-format/snapshot-1.bin"));
        assertThat(state.cases().keySet()).containsExactly("asked", "rejected", "told");
        assertThat(state.sequence()).isEqualTo(4);
        assertThat(state.count("incidents.rejected.INVALID")).isEqualTo(1);

        Entry entry = entries.decode(resource("/log-format/entry-1.bin"));
        assertThat(entry.changes()).hasSize(9);
        assertThat(entry.expectedSequence()).isEqualTo(1);
    }

    @Test
    void otherBytes_areRefused() {
        byte[] good = entries.encode(new Entry("c", 1, 2, List.of(new Change.Published(7))));
        byte[] later = good.clone();
        later[0] = LogFormat.VERSION + 1;

        assertThatThrownBy(() -> entries.decode(later)).hasMessageContaining("found " + (LogFormat.VERSION + 1));
        assertThatThrownBy(() -> entries.decode(new byte[0])).isInstanceOf(UndecodableEntry.class);
        assertThatThrownBy(() -> entries.decode(java.util.Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(UndecodableEntry.class);
        assertThatThrownBy(() -> entries.decode(java.util.Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(UndecodableEntry.class);
    }

    /** Writes the fixtures of a new version: {@code LogFormatTest.main} from the module's folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of("src/test/resources/log-format"));
        Desk desk = new Desk(Desk.policy(""));
        Entry entry = sample(desk);
        Files.write(folder.resolve("entry-" + LogFormat.VERSION + ".bin"), new EntryCodec().encode(entry));
        Files.write(
                folder.resolve("snapshot-" + LogFormat.VERSION + ".bin"), new SnapshotCodec().encode(sampleState()));
    }

    private static Entry sample(Desk desk) {
        return desk.turn(
                desk.input(Desk.incident("told", 1, 0.95)),
                desk.input(Desk.incident("asked", 1, 0.6)),
                desk.input(Desk.incident("rejected", 1, 0.7)),
                desk.input(Desk.incident("wrong", 1, Double.NaN)),
                new Input.Unreadable(desk.position(Desk.VERDICTS), "DAMAGED", "12 bytes do not decode"),
                new Input.Moved(Desk.VERDICTS, 1, 5));
    }

    private static RouterState sampleState() {
        Desk desk = new Desk(Desk.policy(""));
        sample(desk);
        desk.confirmed("told");
        Input answer = new Input.OfVerdict(
                new dev.watchkeeper.router.decide.Position(Desk.VERDICTS, 5), desk.verdict("rejected", Answer.REJECT));
        desk.take(new Turn(desk.now + 1, List.of(answer), List.of(), 2));
        return desk.state;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = LogFormatTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
