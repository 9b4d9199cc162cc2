package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.record.Rejected;
import java.io.Serializable;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The moment after a checkpoint with records is complete and before its transaction is committed. A task tells its
 * operators of a complete checkpoint from the end of its chain to its beginning, of two branches the first one first: so
 * this is a branch of its own, attached before the sink's. That it comes before the commit each test asserts for itself.
 */
final class BeforeCommit implements MapFunction<Rejected, Rejected>, CheckpointedFunction, CheckpointListener {

    /** What happens then, in the task. */
    interface Moment extends Serializable {

        /** The moment is there; the checkpoint holds this many records since the task's start. */
        void reached(long records) throws Exception;
    }

    private final Moment moment;
    private long seen;
    private long held;
    private long holding = Long.MAX_VALUE;

    private BeforeCommit(Moment moment) {
        this.moment = moment;
    }

    /** Call it before a sink is attached to the same records. */
    static void attach(DataStream<Rejected> records, Moment moment) {
        records.map(new BeforeCommit(moment))
                .returns(AvroTypes.of(Rejected.class))
                .uid("before-commit")
                .sinkTo(new DiscardingSink<>())
                .uid("discarded");
    }

    @Override
    public Rejected map(Rejected record) {
        seen++;
        return record;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        if (seen > 0 && held == 0) {
            held = seen;
            holding = context.getCheckpointId();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        if (checkpointId >= holding) {
            moment.reached(held);
        }
    }
}
