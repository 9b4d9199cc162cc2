package dev.watchkeeper.jobs.connect;

import dev.watchkeeper.schemas.record.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The first operator behind a source, chained to it: lets good records through and sends undecodable and late ones to
 * {@link Rejections#TAG}. Its state, one number a partition, is a union list: whichever subtask a partition moves to
 * with a restore knows how far that partition was.
 */
final class LatenessGate<T> extends ProcessFunction<Arrival<T>, T> implements CheckpointedFunction {

    private final String topic;
    private final String where;
    private final Lateness lateness;
    private final long boundMillis;
    private transient @Nullable ListState<Tuple2<Integer, Long>> state;
    private transient @Nullable Ledger ledger;

    LatenessGate(String topic, String where, long boundMillis) {
        this.topic = topic;
        this.where = where;
        this.boundMillis = boundMillis;
        this.lateness = new Lateness(boundMillis);
    }

    @Override
    public void open(OpenContext context) {
        ledger = new Ledger(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Arrival<T> arrival, Context context, Collector<T> out) {
        Ledger counts = Objects.requireNonNull(ledger, "not open");
        counts.in();
        if (arrival.rejected != null) {
            counts.rejected(arrival.rejected.getReason());
            context.output(Rejections.TAG, arrival.rejected);
            return;
        }
        T record = Objects.requireNonNull(arrival.record, "an arrival is decoded or rejected");
        if (!lateness.isLate(arrival.partition, arrival.timeMillis)) {
            counts.out();
            out.collect(record);
            return;
        }
        counts.rejected("LATE");
        context.output(
                Rejections.TAG,
                Rejections.of(
                        topic + "-" + arrival.partition + "@" + arrival.offset,
                        "LATE",
                        Fault.SENDER,
                        "event time " + arrival.timeMillis + ", expected " + lateness.watermark(arrival.partition)
                                + " or later (the partition's newest less " + boundMillis + " ms)",
                        where,
                        arrival.timeMillis,
                        arrival.bytes,
                        arrival.size));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        ListState<Tuple2<Integer, Long>> partitions = Objects.requireNonNull(state, "not initialized");
        partitions.clear();
        List<Tuple2<Integer, Long>> known = new ArrayList<>();
        lateness.forEach((partition, newest) -> known.add(Tuple2.of(partition, newest)));
        partitions.addAll(known);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("partition-newest", Types.TUPLE(Types.INT, Types.LONG)));
        for (Tuple2<Integer, Long> partition : state.get()) {
            lateness.restore(partition.f0, partition.f1);
        }
    }
}
