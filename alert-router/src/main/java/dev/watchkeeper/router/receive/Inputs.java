package dev.watchkeeper.router.receive;

import dev.watchkeeper.router.decide.Input;
import dev.watchkeeper.router.decide.Partition;
import java.util.List;
import java.util.Map;

/** Where incidents and verdicts come from. The log's offsets are the only ones that count. */
public interface Inputs {

    /**
     * The next batch after these offsets, in order within each partition; empty where there is nothing. A partition
     * without an offset is answered with where it begins, and read once the offsets name it.
     */
    List<Input> receive(Map<Partition, Long> offsets);
}
