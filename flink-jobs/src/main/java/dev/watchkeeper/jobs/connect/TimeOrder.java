package dev.watchkeeper.jobs.connect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by the partition that a record is for: holds records until the common watermark of everything that writes the
 * topic has passed them, then hands them on in the order of (event time, key). So each partition is written by one
 * subtask and in one order, whatever the parallelism and however far one source ran ahead of another, and no reader that
 * judges lateness by the partition finds a record late.
 *
 * <p>What is held is a list for each partition and time, appended to and never read before it is due: as cheap in RocksDB
 * as on the heap. Ledger: in = out + held.
 */
final class TimeOrder<T> extends AbstractStreamOperator<Tuple2<Integer, T>>
        implements OneInputStreamOperator<Tuple2<Integer, T>, Tuple2<Integer, T>>, Triggerable<Integer, Long> {

    private final TypeInformation<T> type;
    private final RecordKey<T> key;
    private final EventTime<T> eventTime;
    private final long lagMillis;
    private transient @Nullable InternalTimerService<Long> timers;
    private transient @Nullable Ledger ledger;

    /**
     * Orders by these.
     *
     * @param lagMillis how far behind the watermark a record may be handed in: what the writers wait after a window's end
     */
    TimeOrder(TypeInformation<T> type, RecordKey<T> key, EventTime<T> eventTime, long lagMillis) {
        this.type = type;
        this.key = key;
        this.eventTime = eventTime;
        this.lagMillis = lagMillis;
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("due", LongSerializer.INSTANCE, this);
        ledger = new Ledger(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<Tuple2<Integer, T>> element) throws Exception {
        Objects.requireNonNull(ledger, "not open").in();
        T record = element.getValue().f1;
        long time = eventTime.millis(record);
        held(time).add(record);
        Objects.requireNonNull(timers, "not open").registerEventTimeTimer(time, time + lagMillis);
    }

    @Override
    public void onEventTime(InternalTimer<Integer, Long> due) throws Exception {
        ListState<T> held = held(due.getNamespace());
        List<T> records = new ArrayList<>();
        held.get().forEach(records::add);
        held.clear();
        records.sort(Comparator.comparing(key::of));
        for (T record : records) {
            output.collect(new StreamRecord<>(Tuple2.of(due.getKey(), record), due.getNamespace()));
        }
        Objects.requireNonNull(ledger, "not open").out(records.size());
    }

    @Override
    public void onProcessingTime(InternalTimer<Integer, Long> timer) {
        throw new IllegalStateException("no timer of processing time is set");
    }

    private ListState<T> held(long time) throws Exception {
        return getPartitionedState(time, LongSerializer.INSTANCE, new ListStateDescriptor<>("held", type));
    }
}
