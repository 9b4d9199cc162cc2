package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by synthetic entity: counts heartbeats, of all topics and partitions, per window. It closes its windows with the
 * same watermark as every service's, so that its series is as late as theirs and tells how late that is.
 */
public final class Heartbeats extends KeyedProcessFunction<String, Heartbeat, SeriesPoint> {

    private final Windows windows;
    private transient @Nullable MapState<Long, Long> beats;
    private transient @Nullable ValueState<Entity> entity;

    /** Counts in these windows. */
    public Heartbeats(Windows windows) {
        this.windows = windows;
    }

    @Override
    public void open(OpenContext context) {
        beats = getRuntimeContext().getMapState(new MapStateDescriptor<>("beats", Types.LONG, Types.LONG));
        entity = getRuntimeContext().getState(new ValueStateDescriptor<>("entity", AvroTypes.of(Entity.class)));
    }

    @Override
    public void processElement(Heartbeat heartbeat, Context context, Collector<SeriesPoint> out) throws Exception {
        MapState<Long, Long> counts = Objects.requireNonNull(beats, "not open");
        ValueState<Entity> synthetic = Objects.requireNonNull(entity, "not open");
        if (synthetic.value() == null) {
            synthetic.update(heartbeat.entity());
        }
        long end = windows.end(heartbeat.timeMillis());
        Long before = counts.get(end);
        if (before == null) {
            context.timerService().registerEventTimeTimer(windows.closing(end));
        }
        counts.put(end, before == null ? 1 : before + 1);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SeriesPoint> out) throws Exception {
        MapState<Long, Long> counts = Objects.requireNonNull(beats, "not open");
        long end = windows.endOfClosing(timestamp);
        Long count = counts.get(end);
        if (count != null) {
            counts.remove(end);
            Entity synthetic =
                    Objects.requireNonNull(Objects.requireNonNull(entity).value(), "set by the first beat");
            out.collect(Points.of(
                    synthetic,
                    "heartbeat",
                    "count",
                    Signal.HEARTBEAT,
                    "{record}",
                    end,
                    count,
                    windows.sizeMillis(),
                    count,
                    List.of()));
        }
    }
}
