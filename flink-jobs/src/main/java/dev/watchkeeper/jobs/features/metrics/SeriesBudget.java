package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.jobs.connect.Ledger;
import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by service instance (by service where there are none): admits series up to a budget, refuses the points of
 * others (CARDINALITY), refuses a second stream that claims a series at the same or an earlier time (SERIES_SHARED), and
 * derives what needs several streams.
 *
 * <p>Points wait until the watermark reaches them and are then taken in the order of time, series and stream, so that
 * which series fit into the budget does not depend on how fast each stream's subtask was. A series that was not seen for
 * a while gives up its place. Refused points are reported once a process and time, with their number.
 */
public final class SeriesBudget extends KeyedProcessFunction<String, StreamPoint, SeriesPoint> {

    private static final String WHERE = "features/series-budget";
    private static final Comparator<StreamPoint> BY_SERIES = Comparator.comparing(
                    (StreamPoint point) -> point.point().getSeries())
            .thenComparing(StreamPoint::stream);

    private final int mostSeries;
    private final long forgetAfterMillis;
    private transient @Nullable MapState<Long, Waiting> waiting;
    private transient @Nullable MapState<String, Long> seen;
    private transient @Nullable ValueState<Integer> admitted;
    private transient @Nullable ValueState<DerivedMemory> derived;
    private transient @Nullable Ledger ledger;

    /** The points of one process at one time: state, filled by Flink. */
    public static final class Waiting {

        /** In order of arrival. */
        public List<StreamPoint> points = new ArrayList<>();
    }

    /** Admits {@code mostSeries} of a process, and forgets a series unseen for {@code forgetAfterMillis}. */
    public SeriesBudget(int mostSeries, long forgetAfterMillis) {
        this.mostSeries = mostSeries;
        this.forgetAfterMillis = forgetAfterMillis;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, TypeInformation.of(Waiting.class)));
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.LONG));
        admitted = getRuntimeContext().getState(new ValueStateDescriptor<>("admitted", Types.INT));
        derived = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("derived", TypeInformation.of(DerivedMemory.class)));
        ledger = new Ledger(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(StreamPoint point, Context context, Collector<SeriesPoint> out) throws Exception {
        MapState<Long, Waiting> queue = Objects.requireNonNull(waiting, "not open");
        Objects.requireNonNull(ledger, "not open").in();
        long time = point.point().getTimeMillis();
        Waiting others = queue.get(time);
        if (others == null) {
            others = new Waiting();
            context.timerService().registerEventTimeTimer(time);
        }
        others.points.add(point);
        queue.put(time, others);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SeriesPoint> out) throws Exception {
        MapState<Long, Waiting> queue = Objects.requireNonNull(waiting, "not open");
        Waiting due = queue.get(timestamp);
        if (due != null) {
            queue.remove(timestamp);
            take(due, timestamp, context, out);
        }
        DerivedMemory memory = Objects.requireNonNull(derived, "not open").value();
        if (memory != null && timestamp >= memory.forgetAtMillis) {
            forget(timestamp, memory, context);
        }
    }

    private void take(Waiting due, long time, OnTimerContext context, Collector<SeriesPoint> out) throws Exception {
        due.points.sort(BY_SERIES);
        List<SeriesPoint> taken = new ArrayList<>();
        Map<String, Integer> refused = new TreeMap<>();
        for (StreamPoint point : due.points) {
            String reason = admit(point.point());
            if (reason == null) {
                taken.add(point.point());
                out.collect(point.point());
            } else {
                refused.merge(reason, 1, Integer::sum);
            }
        }
        Ledger counts = Objects.requireNonNull(ledger);
        counts.out(taken.size());
        refused.forEach((reason, count) -> {
            counts.rejected(reason, count);
            context.output(Rejections.TAG, rejected(context.getCurrentKey(), reason, count, time));
        });
        derive(time, taken, context, out);
    }

    /** Why the point is refused; null where it is not. */
    private @Nullable String admit(SeriesPoint point) throws Exception {
        MapState<String, Long> known = Objects.requireNonNull(seen, "not open");
        ValueState<Integer> count = Objects.requireNonNull(admitted, "not open");
        String key = point.getMetric() + '|' + point.getStatistic() + '|' + new TreeMap<>(point.getAttributes());
        Long last = known.get(key);
        if (last == null) {
            int before = Objects.requireNonNullElse(count.value(), 0);
            if (before >= mostSeries) {
                return "CARDINALITY";
            }
            count.update(before + 1);
        } else if (last >= point.getTimeMillis()) {
            return "SERIES_SHARED";
        }
        known.put(key, point.getTimeMillis());
        return null;
    }

    private void derive(long time, List<SeriesPoint> taken, OnTimerContext context, Collector<SeriesPoint> out)
            throws Exception {
        if (taken.isEmpty()) {
            return;
        }
        ValueState<DerivedMemory> remembered = Objects.requireNonNull(derived, "not open");
        DerivedMemory memory = remembered.value();
        if (memory == null) {
            memory = new DerivedMemory();
            memory.forgetAtMillis = time + forgetAfterMillis;
            context.timerService().registerEventTimeTimer(memory.forgetAtMillis);
        }
        for (SeriesPoint point : Derived.of(taken.get(0).getEntity(), time, taken, memory)) {
            out.collect(point);
        }
        remembered.update(memory);
    }

    /** Gives up the places of series that were not seen for a while; looks again as long as there are any. */
    private void forget(long now, DerivedMemory memory, OnTimerContext context) throws Exception {
        MapState<String, Long> known = Objects.requireNonNull(seen, "not open");
        int kept = 0;
        for (Iterator<Map.Entry<String, Long>> it = known.iterator(); it.hasNext(); ) {
            if (it.next().getValue() + forgetAfterMillis <= now) {
                it.remove();
            } else {
                kept++;
            }
        }
        if (kept == 0) {
            known.clear();
            Objects.requireNonNull(admitted).clear();
            Objects.requireNonNull(derived).clear();
        } else {
            Objects.requireNonNull(admitted).update(kept);
            memory.forgetAtMillis = now + forgetAfterMillis;
            Objects.requireNonNull(derived).update(memory);
            context.timerService().registerEventTimeTimer(memory.forgetAtMillis);
        }
    }

    private Rejected rejected(String process, String reason, int count, long time) {
        String detail = reason.equals("CARDINALITY")
                ? "the budget of " + mostSeries + " series is used up"
                : "another stream gave this series a point of this time";
        Rejected rejected = Rejections.of(process, reason, Fault.SENDER, detail, WHERE, time);
        rejected.setCount(count);
        return rejected;
    }

    /** The key of a stream's points. */
    public static String process(StreamPoint point) {
        return EntityKeys.key(point.point().getEntity());
    }
}
