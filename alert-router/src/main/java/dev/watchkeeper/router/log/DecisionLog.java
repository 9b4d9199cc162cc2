package dev.watchkeeper.router.log;

import dev.watchkeeper.router.decide.Answer;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.RouterState;

/** The replicated log of decisions, as its one writer sees it. */
public interface DecisionLog {

    /** Whether this node leads and has replayed all that was committed before; only then it may act. */
    boolean leads();

    /** The state as replayed here. On a node that doesn't lead it may lie behind. */
    RouterState state();

    /**
     * Appends, and returns once the answer is known: the entry is committed and replayed here, or was stale. While the
     * answer is unknown it asks again with the same entry, which takes effect once.
     *
     * @throws NotLeading this node may not write any more; whether the entry took effect shows in the next leader's
     *     state, and deciding begins anew from there
     * @throws IllegalArgumentException the log refused the entry as such
     */
    Answer append(Entry entry) throws NotLeading, InterruptedException;
}
