package dev.watchkeeper.router.log;

import dev.watchkeeper.router.decide.Answer;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.Replayed;
import dev.watchkeeper.router.decide.RouterState;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, calls replay, encodes, nothing else. Ratis calls it from one thread; the state is immutable, so anybody may
 * read the newest one.
 */
final class RouterStateMachine extends BaseStateMachine {

    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final EntryCodec entries = new EntryCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();
    private volatile RouterState state = RouterState.empty();
    private volatile @Nullable Throwable damage;

    RouterState state() {
        return state;
    }

    /** Why the log could not be replayed further, where that happened: this node must not go on. */
    @Nullable
    Throwable damage() {
        return damage;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        super.initialize(server, groupId, raftStorage);
        storage.init(raftStorage);
        reinitialize();
    }

    @Override
    public void reinitialize() throws IOException {
        SingleFileSnapshotInfo newest = storage.loadLatestSnapshot();
        if (newest == null) {
            return;
        }
        File file = newest.getFile().getPath().toFile();
        MD5Hash expected = newest.getFile().getFileDigest();
        if (expected != null) {
            MD5FileUtil.verifySavedMD5(file, expected);
        }
        state = snapshots.decode(Files.readAllBytes(file.toPath()));
        setLastAppliedTermIndex(newest.getTermIndex());
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    /** Refuses what isn't an entry before it gets into the log. */
    @Override
    public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
        TransactionContext context = super.startTransaction(request);
        try {
            entries.decode(request.getMessage().getContent().toByteArray());
        } catch (UndecodableEntry e) {
            context.setException(new IOException(e.getMessage(), e));
        }
        return context;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext context) {
        LogEntryProto logEntry = context.getLogEntry();
        try {
            Entry entry = entries.decode(
                    logEntry.getStateMachineLogEntry().getLogData().toByteArray());
            Replayed replayed = state.replay(entry, logEntry.getIndex());
            state = replayed.state();
            updateLastAppliedTermIndex(logEntry.getTerm(), logEntry.getIndex());
            return CompletableFuture.completedFuture(encoded(replayed.answer()));
        } catch (RuntimeException e) {
            damage = new IllegalStateException("entry " + logEntry.getIndex() + " cannot be replayed", e);
            return CompletableFuture.failedFuture(damage);
        }
    }

    @Override
    public long takeSnapshot() throws IOException {
        // The index first: a state that is newer than its index is safe, for a repeated entry changes nothing.
        TermIndex last = getLastAppliedTermIndex();
        RouterState now = state;
        File file = storage.getSnapshotFile(last.getTerm(), last.getIndex());
        Path scratch = file.toPath().resolveSibling(file.getName() + ".scratch");
        write(scratch, snapshots.encode(now));
        Files.move(scratch, file.toPath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file.toPath(), digest), last));
        return last.getIndex();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** One byte of kind, eight of index or sequence. */
    static Message encoded(Answer answer) {
        boolean applied = answer instanceof Answer.Applied;
        long number = answer instanceof Answer.Applied is ? is.index() : ((Answer.Stale) answer).sequence();
        ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) (applied ? 1 : 0))
                .putLong(number)
                .flip();
        return Message.valueOf(ByteString.copyFrom(bytes));
    }

    static Answer decoded(Message message) {
        ByteBuffer bytes = message.getContent().asReadOnlyByteBuffer();
        return bytes.get() == 1 ? new Answer.Applied(bytes.getLong()) : new Answer.Stale(bytes.getLong());
    }
}
