package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.Ledger;
import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by service, heartbeats broadcast: collects what spans and logs say about a window and closes it when the
 * watermark does (see {@link WindowClose}). Once it saw a service it closes every window of it, empty ones too, until it
 * forgets it. That nothing came is only known of a window in which the platform heard itself: one without a heartbeat is
 * a gap of ours, and nobody's zero.
 */
public final class ServiceWindows extends KeyedBroadcastProcessFunction<String, ServiceInput, Heartbeat, SeriesPoint> {

    /** Windows with a heartbeat, by their end. */
    public static final MapStateDescriptor<Long, Boolean> WITNESSED =
            new MapStateDescriptor<>("witnessed", Types.LONG, Types.BOOLEAN);

    /** The side output of feature vectors. */
    public static final OutputTag<FeatureVector> VECTORS =
            new OutputTag<>("vectors", AvroTypes.of(FeatureVector.class));

    /** Long after the last subtask closed a window: another may take this one's copy up with a restore. */
    private static final long WITNESSES_KEPT_MILLIS = 3_600_000;

    private final Windows windows;
    private final ServiceLimits limits;
    private transient @Nullable MapState<Long, ServiceWindow> open;
    private transient @Nullable ValueState<ServiceMemory> memory;
    private transient @Nullable ValueState<Entity> service;
    private transient @Nullable WindowClose closing;
    private transient @Nullable Ledger ledger;

    /** Closes these windows, within these limits. */
    public ServiceWindows(Windows windows, ServiceLimits limits) {
        this.windows = windows;
        this.limits = limits;
    }

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("open", Types.LONG, TypeInformation.of(ServiceWindow.class)));
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("memory", TypeInformation.of(ServiceMemory.class)));
        service = getRuntimeContext().getState(new ValueStateDescriptor<>("service", AvroTypes.of(Entity.class)));
        closing = new WindowClose(windows, limits);
        ledger = new Ledger(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(ServiceInput input, ReadOnlyContext context, Collector<SeriesPoint> out)
            throws Exception {
        ServiceWindow window = window(input.service(), input.windowEnd(), context);
        input.addTo(window);
        Objects.requireNonNull(open).put(input.windowEnd(), window);
    }

    @Override
    public void processBroadcastElement(Heartbeat heartbeat, Context context, Collector<SeriesPoint> out)
            throws Exception {
        BroadcastState<Long, Boolean> witnessed = context.getBroadcastState(WITNESSED);
        long end = windows.end(heartbeat.timeMillis());
        if (witnessed.contains(end)) {
            return;
        }
        witnessed.put(end, true);
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, Boolean> window : witnessed.immutableEntries()) {
            if (windows.closing(window.getKey()) + WITNESSES_KEPT_MILLIS < context.currentWatermark()) {
                old.add(window.getKey());
            }
        }
        for (Long window : old) {
            witnessed.remove(window);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SeriesPoint> out) throws Exception {
        MapState<Long, ServiceWindow> filling = Objects.requireNonNull(open, "not open");
        ValueState<ServiceMemory> remembered = Objects.requireNonNull(memory, "not open");
        long windowEnd = windows.endOfClosing(timestamp);
        Entity entity = Objects.requireNonNull(
                Objects.requireNonNull(service, "not open").value(), "set with the window's timer");
        ServiceMemory known = Objects.requireNonNullElseGet(remembered.value(), ServiceMemory::new);
        ServiceWindow window = Objects.requireNonNullElseGet(filling.get(windowEnd), ServiceWindow::new);
        filling.remove(windowEnd);

        boolean witnessed = context.getBroadcastState(WITNESSED).contains(windowEnd);
        WindowClose.Result result =
                Objects.requireNonNull(closing, "not open").close(entity, windowEnd, window, known, witnessed);
        if (result != null) {
            result.points().forEach(out::collect);
            if (result.vector() != null) {
                context.output(VECTORS, result.vector());
            }
            if (result.refusedCalls() > 0) {
                refuse(entity, result.refusedCalls(), windowEnd, context);
            }
            remembered.update(known);
            context.timerService().registerEventTimeTimer(windows.closing(windowEnd + windows.sizeMillis()));
        } else if (filling.isEmpty()) {
            remembered.clear();
            Objects.requireNonNull(service).clear();
        }
    }

    private ServiceWindow window(Entity entity, long windowEnd, ReadOnlyContext context) throws Exception {
        Ledger counts = Objects.requireNonNull(ledger, "not open");
        counts.in();
        counts.out();
        ValueState<Entity> known = Objects.requireNonNull(service, "not open");
        if (known.value() == null) {
            known.update(entity);
        }
        ServiceWindow window = Objects.requireNonNull(open, "not open").get(windowEnd);
        if (window == null) {
            context.timerService().registerEventTimeTimer(windows.closing(windowEnd));
            return new ServiceWindow();
        }
        return window;
    }

    private void refuse(Entity entity, long calls, long windowEnd, OnTimerContext context) {
        Objects.requireNonNull(ledger).rejected("CARDINALITY", calls);
        Rejected rejected = Rejections.of(
                EntityKeys.key(entity),
                "CARDINALITY",
                Fault.SENDER,
                "calls to more than " + limits.mostCallees() + " callees",
                "features/service-windows",
                windowEnd);
        rejected.setCount((int) Math.min(Integer.MAX_VALUE, calls));
        context.output(Rejections.TAG, rejected);
    }
}
