package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.Ledger;
import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.NoValue;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Sum;
import dev.watchkeeper.schemas.record.Temporality;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Keyed by stream: reads the points in the order of their times, whatever the order they came in, and turns them into
 * numbers (see {@link Readings}).
 *
 * <p>A point waits until the watermark reaches it. That alone deduplicates: a point of a time that waits already is
 * refused DUPLICATE, one of a time that has passed was LATE at the source. So deduplication costs no byte beyond the
 * waiting points themselves. One point is remembered, without attributes; an idle stream is forgotten.
 */
public final class StreamReading extends KeyedProcessFunction<String, MetricPoint, StreamPoint> {

    private static final String WHERE = "features/stream-reading";

    private final long forgetAfterMillis;
    private transient @Nullable MapState<Long, MetricPoint> waiting;
    private transient @Nullable ValueState<StreamMemory> memory;
    private transient @Nullable Ledger ledger;

    /** Forgets a stream that gave no point for {@code forgetAfterMillis}. */
    public StreamReading(long forgetAfterMillis) {
        this.forgetAfterMillis = forgetAfterMillis;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, AvroTypes.of(MetricPoint.class)));
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("memory", TypeInformation.of(StreamMemory.class)));
        ledger = new Ledger(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(MetricPoint point, Context context, Collector<StreamPoint> out) throws Exception {
        MapState<Long, MetricPoint> queue = Objects.requireNonNull(waiting, "not open");
        Ledger counts = Objects.requireNonNull(ledger, "not open");
        counts.in();
        long millis = millis(point);
        String refused = refusal(point, queue.contains(millis));
        if (refused != null) {
            counts.rejected(refused);
            context.output(
                    Rejections.TAG,
                    Rejections.of(
                            "stream " + point.getStream(),
                            refused,
                            Fault.SENDER,
                            point.getMetric() + " of " + EntityKeys.key(point.getEntity()) + " at " + millis,
                            WHERE,
                            millis));
            return;
        }
        counts.out();
        queue.put(millis, point);
        context.timerService().registerEventTimeTimer(millis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StreamPoint> out) throws Exception {
        MapState<Long, MetricPoint> queue = Objects.requireNonNull(waiting, "not open");
        ValueState<StreamMemory> remembered = Objects.requireNonNull(memory, "not open");
        MetricPoint point = queue.get(timestamp);
        StreamMemory known = remembered.value();
        if (point != null) {
            queue.remove(timestamp);
            read(known, point, out);
            known = next(known, point, context);
            remembered.update(known);
        }
        if (known != null && timestamp >= known.forgetMillis()) {
            forget(remembered, known, timestamp, context);
        }
    }

    private void forget(ValueState<StreamMemory> remembered, StreamMemory known, long timestamp, OnTimerContext context)
            throws Exception {
        long forgetAt = millis(known.before()) + forgetAfterMillis;
        if (timestamp >= forgetAt) {
            remembered.clear();
        } else {
            remembered.update(new StreamMemory(known.before(), known.usualNanos(), forgetAt));
            context.timerService().registerEventTimeTimer(forgetAt);
        }
    }

    private static void read(@Nullable StreamMemory known, MetricPoint point, Collector<StreamPoint> out) {
        List<Reading> readings =
                known == null ? Readings.of(null, 0, point) : Readings.of(known.before(), known.usualNanos(), point);
        for (Reading reading : readings) {
            out.collect(new StreamPoint(point.getStream(), seriesPoint(point, reading)));
        }
    }

    private StreamMemory next(@Nullable StreamMemory known, MetricPoint point, OnTimerContext context) {
        if (known == null) {
            long forgetAt = millis(point) + forgetAfterMillis;
            context.timerService().registerEventTimeTimer(forgetAt);
            return new StreamMemory(stripped(point), 0, forgetAt);
        }
        if (point.getData() instanceof NoValue) {
            return known;
        }
        long usual = point.getTimeUnixNano() - known.before().getTimeUnixNano();
        return new StreamMemory(stripped(point), usual, known.forgetMillis());
    }

    private static @Nullable String refusal(MetricPoint point, boolean waits) {
        if (waits) {
            return "DUPLICATE";
        }
        Object data = point.getData();
        if (data instanceof Sum sum && sum.getTemporality() == Temporality.UNSPECIFIED) {
            return "TEMPORALITY_UNSPECIFIED";
        }
        boolean finite = !(data instanceof Gauge gauge && !Double.isFinite(gauge.getValue()))
                && !(data instanceof Sum sum && !Double.isFinite(sum.getValue()));
        return finite ? null : "NOT_FINITE";
    }

    private static SeriesPoint seriesPoint(MetricPoint point, Reading reading) {
        Entity service = point.getEntity();
        Entity entity = point.getInstance() == null ? service : EntityKeys.instance(service, point.getInstance());
        return Points.of(
                entity,
                point.getMetric(),
                point.getAttributes(),
                reading.statistic(),
                Signals.of(point.getMetric()),
                reading.unit(),
                millis(point),
                reading.value(),
                reading.state(),
                reading.intervalMillis(),
                reading.count(),
                null,
                point.getTraceIds());
    }

    private static MetricPoint stripped(MetricPoint point) {
        return MetricPoint.newBuilder(point)
                .setAttributes(Map.of())
                .setResource(Map.of())
                .setTraceIds(List.of())
                .build();
    }

    private static long millis(MetricPoint point) {
        return Math.floorDiv(point.getTimeUnixNano(), 1_000_000L);
    }
}
