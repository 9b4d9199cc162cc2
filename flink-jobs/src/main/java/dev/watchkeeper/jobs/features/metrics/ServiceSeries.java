package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.HashMap;
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
 * Keyed by a service's series: puts its instances' series of the same name together, window by window, by the
 * aggregation of {@link ServiceAggregation}. Of each instance the mean of its points in the window counts; one that is
 * sampled less often than windows come stands until its next sample.
 *
 * <p>Where instances came or went the point says RESTART, for its level starts anew. A service that writes the series
 * itself, without an instance, keeps its own and gets no second one.
 */
public final class ServiceSeries extends KeyedProcessFunction<String, SeriesPoint, SeriesPoint> {

    private static final String ITSELF = "";

    private final Windows windows;
    private final long forgetInstanceMillis;
    private transient @Nullable MapState<Long, Gathered> gathering;
    private transient @Nullable MapState<String, InstanceSample> newest;
    private transient @Nullable ValueState<SeriesPoint> shape;

    /** A window while it fills: state, filled by Flink. */
    public static final class Gathered {

        /** By instance. */
        public Map<String, InstanceSample> samples = new HashMap<>();
    }

    /** Aggregates in these windows; an instance unseen for {@code forgetInstanceMillis} counts no more in any case. */
    public ServiceSeries(Windows windows, long forgetInstanceMillis) {
        this.windows = windows;
        this.forgetInstanceMillis = forgetInstanceMillis;
    }

    /** The key of the service's series that a point belongs to. */
    public static String key(SeriesPoint point) {
        return SeriesKeys.key(
                EntityKeys.service(point.getEntity()), point.getMetric(), point.getStatistic(), point.getAttributes());
    }

    @Override
    public void open(OpenContext context) {
        gathering = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("gathering", Types.LONG, TypeInformation.of(Gathered.class)));
        newest = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("newest", Types.STRING, TypeInformation.of(InstanceSample.class)));
        shape = getRuntimeContext().getState(new ValueStateDescriptor<>("shape", AvroTypes.of(SeriesPoint.class)));
    }

    @Override
    public void processElement(SeriesPoint point, Context context, Collector<SeriesPoint> out) throws Exception {
        if (!Double.isFinite(point.getValue())) {
            return; // a gap of one instance is none of the service
        }
        MapState<Long, Gathered> filling = Objects.requireNonNull(gathering, "not open");
        ValueState<SeriesPoint> known = Objects.requireNonNull(shape, "not open");
        if (known.value() == null) {
            known.update(point);
        }
        long end = windows.end(point.getTimeMillis());
        Gathered window = filling.get(end);
        if (window == null) {
            window = new Gathered();
            context.timerService().registerEventTimeTimer(windows.closing(end));
        }
        String instance = Objects.requireNonNullElse(point.getEntity().getInstance(), ITSELF);
        window.samples
                .computeIfAbsent(instance, ignored -> new InstanceSample())
                .add(point);
        filling.put(end, window);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SeriesPoint> out) throws Exception {
        MapState<Long, Gathered> filling = Objects.requireNonNull(gathering, "not open");
        long end = windows.endOfClosing(timestamp);
        Gathered window = filling.get(end);
        if (window != null) {
            filling.remove(end);
            boolean changed = take(window, end);
            Map<String, InstanceSample> standing = samples();
            standing.values().removeIf(sample -> !sample.counted);
            if (!standing.containsKey(ITSELF)) {
                out.collect(point(end, window, standing, changed));
            }
            context.timerService().registerEventTimeTimer(windows.closing(end + forgetInstanceMillis));
        } else if (filling.isEmpty() && samples().values().stream().allMatch(sample -> isForgotten(sample, end))) {
            Objects.requireNonNull(newest).clear();
            Objects.requireNonNull(shape).clear();
        }
    }

    /** Takes the window's samples in; whether other instances count now than before. */
    private boolean take(Gathered window, long end) throws Exception {
        MapState<String, InstanceSample> known = Objects.requireNonNull(newest, "not open");
        Map<String, InstanceSample> all = samples();
        boolean any = all.values().stream().anyMatch(sample -> sample.counted);
        window.samples.forEach((instance, sample) -> {
            InstanceSample last = all.put(instance, sample);
            if (last != null) {
                sample.usualMillis = sample.timeMillis - last.timeMillis;
                sample.counted = last.counted;
            }
        });
        boolean changed = false;
        for (Map.Entry<String, InstanceSample> entry : all.entrySet()) {
            InstanceSample sample = entry.getValue();
            boolean stands = sample.standsUntil(windows.sizeMillis(), forgetInstanceMillis) >= end;
            changed |= any && stands != sample.counted;
            sample.counted = stands;
            if (isForgotten(sample, end)) {
                known.remove(entry.getKey());
            } else {
                known.put(entry.getKey(), sample);
            }
        }
        return changed;
    }

    private SeriesPoint point(long end, Gathered fresh, Map<String, InstanceSample> standing, boolean changed)
            throws Exception {
        SeriesPoint like =
                Objects.requireNonNull(Objects.requireNonNull(shape, "not open").value(), "set by the first point");
        PointState state = fresh.samples.values().stream()
                .map(sample -> sample.state)
                .max(PointState::compareTo)
                .orElse(PointState.OK);
        return Points.of(
                EntityKeys.service(like.getEntity()),
                like.getMetric(),
                like.getAttributes(),
                like.getStatistic(),
                like.getSignal(),
                like.getUnit(),
                end,
                ServiceAggregation.of(like)
                        .of(standing.values().stream().map(InstanceSample::mean).toList()),
                changed ? PointState.RESTART : state,
                windows.sizeMillis(),
                fresh.samples.values().stream()
                        .mapToLong(sample -> sample.count)
                        .sum(),
                null,
                List.of());
    }

    /** By instance, ordered: sums of floating point numbers depend on their order. */
    private Map<String, InstanceSample> samples() throws Exception {
        Map<String, InstanceSample> samples = new TreeMap<>();
        for (Map.Entry<String, InstanceSample> sample :
                Objects.requireNonNull(newest, "not open").entries()) {
            samples.put(sample.getKey(), sample.getValue());
        }
        return samples;
    }

    private boolean isForgotten(InstanceSample sample, long end) {
        return sample.timeMillis + forgetInstanceMillis < end;
    }
}
