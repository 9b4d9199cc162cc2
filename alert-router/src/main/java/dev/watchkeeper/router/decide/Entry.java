package dev.watchkeeper.router.decide;

import java.util.List;

/**
 * One entry of the log: everything that one turn of the router decided, input offsets included.
 *
 * @param commandId names the entry, so that a writer that lost the answer can ask again with the same entry
 * @param expectedSequence how many entries the state had taken when this was decided; on any other state it is stale
 *     and changes nothing, so two leaders that overlap never both decide
 * @param timeMillis the router's log time: never less than the entry's before
 */
public record Entry(String commandId, long expectedSequence, long timeMillis, List<Change> changes) {

    public Entry {
        changes = List.copyOf(changes);
        if (commandId.isEmpty()) {
            throw new IllegalArgumentException("an entry needs a command id");
        }
    }

    /** Whether appending it would change nothing. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
