package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityJudge;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.entity.Presences;
import dev.watchkeeper.jobs.detection.entity.Surroundings;
import dev.watchkeeper.jobs.detection.entity.Windows;
import dev.watchkeeper.jobs.detection.evidence.SeriesTrack;
import dev.watchkeeper.jobs.detection.series.ScoredPoint;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/**
 * Keyed by service (instances roll up), heartbeats broadcast: what comes waits for the end of its window, is taken up
 * in a fixed order, and the window is judged. An event-time timer ends each window, whether anything came in it or not:
 * that is how silence is noticed. Where the watermark stands still, nobody is judged.
 */
final class EntityWindows extends KeyedBroadcastProcessFunction<String, EntityInput, SeriesPoint, EntityWindow> {

    /** Heartbeats by the end of their window. */
    static final MapStateDescriptor<Long, Double> HEARTBEATS =
            new MapStateDescriptor<>("heartbeats", Types.LONG, Types.DOUBLE);

    /** Behind the watermark, not behind the newest one: while a backlog is read they may come hours ahead of it. */
    private static final long HEARTBEATS_KEPT_MILLIS = 3_600_000;

    private final Thresholds thresholds;
    private transient @Nullable EntityJudge judge;
    private transient @Nullable Waiting<EntityInput> waiting;
    private transient @Nullable MapState<String, SeriesTrack> tracks;
    private transient @Nullable ValueState<Presences> presences;
    private transient @Nullable ValueState<Surroundings> contexts;
    private transient @Nullable ValueState<Entity> entity;
    private transient @Nullable ValueState<Long> judged;

    EntityWindows(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public void open(OpenContext context) {
        judge = new EntityJudge(thresholds);
        waiting = new Waiting<>(getRuntimeContext(), TypeInformation.of(EntityInput.class));
        tracks = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("tracks", Types.STRING, TypeInformation.of(SeriesTrack.class)));
        presences = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("presences", TypeInformation.of(Presences.class)));
        contexts = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("surroundings", TypeInformation.of(Surroundings.class)));
        entity = getRuntimeContext().getState(new ValueStateDescriptor<>("entity", AvroTypes.of(Entity.class)));
        judged = getRuntimeContext().getState(new ValueStateDescriptor<>("judged", Types.LONG));
    }

    @Override
    public void processBroadcastElement(SeriesPoint heartbeat, Context context, Collector<EntityWindow> out)
            throws Exception {
        BroadcastState<Long, Double> heard = context.getBroadcastState(HEARTBEATS);
        long end = Windows.end(heartbeat.getTimeMillis(), thresholds.windowMillis());
        heard.put(end, heartbeat.getValue());
        List<Long> old = new ArrayList<>();
        heard.immutableEntries().forEach(entry -> {
            if (entry.getKey() + HEARTBEATS_KEPT_MILLIS < context.currentWatermark()) {
                old.add(entry.getKey());
            }
        });
        for (Long key : old) {
            heard.remove(key);
        }
    }

    @Override
    public void processElement(EntityInput input, ReadOnlyContext context, Collector<EntityWindow> out)
            throws Exception {
        ValueState<Entity> whose = Objects.requireNonNull(entity, "not open");
        if (whose.value() == null) {
            whose.update(input.service());
        }
        long end = Windows.end(input.timeMillis(), thresholds.windowMillis());
        @Nullable Long last = Objects.requireNonNull(judged, "not open").value();
        if (last != null && end <= last) {
            end = last + thresholds.windowMillis(); // only a vector, whose stream holds no time back
        }
        Objects.requireNonNull(waiting, "not open").add(end, input);
        context.timerService().registerEventTimeTimer(end);
    }

    @Override
    public void onTimer(long end, OnTimerContext context, Collector<EntityWindow> out) throws Exception {
        @Nullable Entity whose = Objects.requireNonNull(entity, "not open").value();
        if (whose == null) {
            return; // forgotten since the timer was set
        }
        List<EntityInput> inputs = Objects.requireNonNull(waiting, "not open").take(end);
        Objects.requireNonNull(judged, "not open").update(end);
        @Nullable Double heard = context.getBroadcastState(HEARTBEATS).get(end);
        boolean synthetic = whose.getType() == EntityType.SYNTHETIC;
        if (synthetic) {
            // Told as it is heard: a window without a heartbeat gives no score, and that is how blindness shows.
            if (!inputs.isEmpty()) {
                out.collect(EntityWindow.synthetic(whose, end, heard == null ? 0 : heard));
            }
            return;
        }
        EntityWindow window = window(whose, end, inputs, heard != null && heard > 0);
        out.collect(window);
        if (window.last()) {
            forget();
        } else if (context.currentWatermark() != Long.MAX_VALUE) {
            context.timerService().registerEventTimeTimer(end + thresholds.windowMillis());
        }
    }

    private EntityWindow window(Entity whose, long end, List<EntityInput> inputs, boolean witness) throws Exception {
        ValueState<Presences> presence = Objects.requireNonNull(presences, "not open");
        ValueState<Surroundings> context = Objects.requireNonNull(contexts, "not open");
        MapState<String, SeriesTrack> series = Objects.requireNonNull(tracks, "not open");
        @Nullable Presences knownPresence = presence.value();
        @Nullable Surroundings knownContext = context.value();
        Presences present = knownPresence == null ? Presences.unknown() : knownPresence;
        Surroundings around = knownContext == null ? Surroundings.unknown() : knownContext;
        List<EntityInput> ordered = new ArrayList<>(inputs);
        ordered.sort(Comparator.comparingLong(EntityInput::timeMillis).thenComparing(EntityInput::order));
        for (EntityInput input : ordered) {
            @Nullable ScoredPoint scored = input.scored();
            @Nullable SeriesPoint unscored = input.unscored();
            @Nullable FeatureVector vector = input.vector();
            if (scored != null) {
                present = present.with(scored.point(), scored.restarted(), thresholds);
                if (scored.observed(witness)) {
                    take(series, scored);
                }
            } else if (unscored != null) {
                present = present.with(unscored, unscored.getState() == PointState.RESTART, thresholds);
            } else if (vector != null) {
                around = around.with(vector, thresholds);
            }
        }
        present = present.windowEnded(end, witness, thresholds);
        presence.update(present);
        context.update(around);
        List<SeriesTrack> all = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (SeriesTrack track : series.values()) {
            if (track.newestMillis() <= end - thresholds.horizonMillis()) {
                gone.add(track.series().series());
            } else {
                all.add(track);
            }
        }
        for (String key : gone) {
            series.remove(key);
        }
        boolean more = !Objects.requireNonNull(waiting, "not open").isEmpty();
        return Objects.requireNonNull(judge, "not open").at(whose, end, present, around, all, more);
    }

    private void take(MapState<String, SeriesTrack> series, ScoredPoint scored) throws Exception {
        String key = scored.point().getSeries();
        @Nullable SeriesTrack known = series.get(key);
        series.put(
                key,
                known == null
                        ? SeriesTrack.of(scored.series(), scored.judged())
                        : known.with(scored.judged(), thresholds.horizonMillis()));
    }

    private void forget() {
        Objects.requireNonNull(tracks, "not open").clear();
        Objects.requireNonNull(presences, "not open").clear();
        Objects.requireNonNull(contexts, "not open").clear();
        Objects.requireNonNull(entity, "not open").clear();
        Objects.requireNonNull(judged, "not open").clear();
    }
}
