package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.series.ResidualRow;
import dev.watchkeeper.jobs.detection.series.SeriesJudge;
import dev.watchkeeper.jobs.detection.series.SeriesMemory;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Keyed by series: holds its baseline; see {@link SeriesJudge}. */
final class SeriesResiduals extends KeyedProcessFunction<String, SeriesPoint, ResidualRow> {

    /** Scores that say why a point is not scored. */
    static final OutputTag<Score> NOT_SCORED = new OutputTag<>("not-scored", AvroTypes.of(Score.class));

    /** Points of the synthetic entity: they witness, they are not judged. */
    static final OutputTag<SeriesPoint> HEARTBEATS = new OutputTag<>("heartbeats", AvroTypes.of(SeriesPoint.class));

    /** Points that are not scored, but tell that their writer lives. */
    static final OutputTag<SeriesPoint> UNSCORED = new OutputTag<>("unscored", AvroTypes.of(SeriesPoint.class));

    private final Thresholds thresholds;
    private final long seasonMillis;
    private transient @Nullable SeriesJudge judge;
    private transient @Nullable ValueState<SeriesMemory> memory;

    SeriesResiduals(Thresholds thresholds, Duration season) {
        this.thresholds = thresholds;
        this.seasonMillis = season.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        judge = new SeriesJudge(thresholds, Duration.ofMillis(seasonMillis));
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("series", TypeInformation.of(SeriesMemory.class)));
    }

    @Override
    public void processElement(SeriesPoint point, Context context, Collector<ResidualRow> out) throws Exception {
        if (point.getSignal() == Signal.HEARTBEAT) {
            context.output(HEARTBEATS, point);
            return;
        }
        ValueState<SeriesMemory> state = Objects.requireNonNull(memory, "not open");
        @Nullable SeriesMemory known = state.value();
        if (known == null) {
            context.timerService().registerEventTimeTimer(forgetAt(point.getTimeMillis()));
        }
        SeriesJudge.Outcome outcome =
                Objects.requireNonNull(judge, "not open").step(known == null ? SeriesMemory.unknown() : known, point);
        state.update(outcome.memory());
        if (outcome.row() != null) {
            out.collect(outcome.row());
        } else if (outcome.present()) {
            context.output(UNSCORED, point);
        }
        if (outcome.notScored() != null) {
            context.output(NOT_SCORED, outcome.notScored());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ResidualRow> out) throws Exception {
        ValueState<SeriesMemory> state = Objects.requireNonNull(memory, "not open");
        @Nullable SeriesMemory known = state.value();
        if (known == null || forgetAt(known.lastMillis()) <= timestamp) {
            state.clear();
        } else {
            context.timerService().registerEventTimeTimer(forgetAt(known.lastMillis()));
        }
    }

    private long forgetAt(long lastMillis) {
        return lastMillis + thresholds.forgetSeriesMillis();
    }
}
