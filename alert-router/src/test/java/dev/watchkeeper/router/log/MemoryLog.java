package dev.watchkeeper.router.log;

import dev.watchkeeper.router.decide.Answer;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.Replayed;
import dev.watchkeeper.router.decide.RouterState;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that keeps what the real one keeps: bytes of entries, and bytes of the newest snapshot. */
public final class MemoryLog implements DecisionLog {

    private final EntryCodec entries = new EntryCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();
    private final List<byte[]> all = new ArrayList<>();
    private byte[] snapshot = snapshots.encode(RouterState.empty());
    private int snapshotIndex;
    private RouterState state = RouterState.empty();
    public boolean leads = true;

    @Override
    public boolean leads() {
        return leads;
    }

    @Override
    public RouterState state() {
        return state;
    }

    @Override
    public Answer append(Entry entry) {
        byte[] bytes = entries.encode(entry);
        all.add(bytes);
        Replayed replayed = state.replay(entries.decode(bytes), all.size());
        state = replayed.state();
        return replayed.answer();
    }

    public void takeSnapshot() {
        snapshot = snapshots.encode(state);
        snapshotIndex = all.size();
    }

    /** Forgets what is in memory and comes back from the snapshot and the log after it. */
    public void restart() {
        state = replayed(snapshots.decode(snapshot), snapshotIndex);
    }

    /** The state's bytes as the whole log makes them, from nothing. */
    public byte[] bytesFromNothing() {
        return snapshots.encode(replayed(RouterState.empty(), 0));
    }

    public byte[] bytes() {
        return snapshots.encode(state);
    }

    private RouterState replayed(RouterState from, int after) {
        RouterState replayed = from;
        for (int i = after; i < all.size(); i++) {
            replayed = replayed.replay(entries.decode(all.get(i)), i + 1).state();
        }
        return replayed;
    }
}
