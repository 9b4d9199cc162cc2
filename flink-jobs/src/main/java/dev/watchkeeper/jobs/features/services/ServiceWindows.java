package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.Ledger;
import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by service: collects what spans and logs say about a window and closes it when the watermark does (see
 * {@link WindowClose}). Once it saw a service it closes every window of it, empty ones too, until it forgets it.
 */
public final class ServiceWindows extends KeyedCoProcessFunction<String, SpanPartial, LogPartial, SeriesPoint> {

    /** The side output of feature vectors. */
    public static final OutputTag<FeatureVector> VECTORS =
            new OutputTag<>("vectors", AvroTypes.of(FeatureVector.class));

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
    public void processElement1(SpanPartial partial, Context context, Collector<SeriesPoint> out) throws Exception {
        ServiceWindow window = window(partial.service(), partial.windowEnd(), context);
        window.spans.add(partial);
        Objects.requireNonNull(open).put(partial.windowEnd(), window);
    }

    @Override
    public void processElement2(LogPartial partial, Context context, Collector<SeriesPoint> out) throws Exception {
        ServiceWindow window = window(partial.service(), partial.windowEnd(), context);
        window.logs.add(partial);
        Objects.requireNonNull(open).put(partial.windowEnd(), window);
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

        WindowClose.Result result = Objects.requireNonNull(closing, "not open").close(entity, windowEnd, window, known);
        if (result != null) {
            result.points().forEach(out::collect);
            context.output(VECTORS, result.vector());
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

    private ServiceWindow window(Entity entity, long windowEnd, Context context) throws Exception {
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
