package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.detection.Scorings.ScoredRow;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.series.Hold;
import dev.watchkeeper.jobs.detection.series.ScoredPoint;
import dev.watchkeeper.jobs.detection.series.Scores;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Keyed by series, behind its model: holds the level and the alert of the series; see {@link Scores}. */
final class SeriesScores extends KeyedProcessFunction<String, ScoredRow, ScoredPoint> {

    /** A score for each point. */
    static final OutputTag<Score> SCORES = new OutputTag<>("series-scores", AvroTypes.of(Score.class));

    private final ModelSource models;
    private final Thresholds thresholds;
    private transient @Nullable Scores scores;
    private transient @Nullable ValueState<Hold> hold;
    private transient @Nullable ValueState<Long> notScored;

    SeriesScores(ModelSource models, Thresholds thresholds) {
        this.models = models;
        this.thresholds = thresholds;
    }

    @Override
    public void open(OpenContext context) {
        try (LoadedModel model = models.series()) { // only its manifest is needed here
            scores = new Scores(model.alertRule(), model.calibration(), model.reference());
        }
        hold = getRuntimeContext().getState(new ValueStateDescriptor<>("hold", TypeInformation.of(Hold.class)));
        notScored = getRuntimeContext().getState(new ValueStateDescriptor<>("not-scored", Types.LONG));
    }

    @Override
    public void processElement(ScoredRow row, Context context, Collector<ScoredPoint> out) throws Exception {
        @Nullable String refused = row.notScored();
        if (refused != null) {
            tellNotScored(row.row().point(), refused, context);
            return;
        }
        ValueState<Hold> state = Objects.requireNonNull(hold, "not open");
        @Nullable Hold known = state.value();
        long timeMillis = row.row().point().getTimeMillis();
        if (known == null) {
            context.timerService().registerEventTimeTimer(timeMillis + thresholds.forgetSeriesMillis());
        }
        Scores.Outcome outcome = Objects.requireNonNull(scores, "not open")
                .step(known == null ? Hold.unknown() : known, row.row(), row.margin());
        state.update(outcome.hold());
        context.output(SCORES, outcome.score());
        out.collect(outcome.scored());
    }

    private void tellNotScored(SeriesPoint point, String reason, Context context) throws Exception {
        ValueState<Long> told = Objects.requireNonNull(notScored, "not open");
        @Nullable Long before = told.value();
        if (before == null) {
            context.timerService().registerEventTimeTimer(point.getTimeMillis() + thresholds.forgetSeriesMillis());
        }
        if (before == null || point.getTimeMillis() - before >= thresholds.notScoredMillis()) {
            told.update(point.getTimeMillis());
            context.output(SCORES, Scores.notScored(point, reason));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ScoredPoint> out) throws Exception {
        ValueState<Hold> state = Objects.requireNonNull(hold, "not open");
        @Nullable Hold known = state.value();
        long forgetAt = known == null ? timestamp : known.lastMillis() + thresholds.forgetSeriesMillis();
        if (forgetAt <= timestamp) {
            state.clear();
            Objects.requireNonNull(notScored, "not open").clear();
        } else {
            context.timerService().registerEventTimeTimer(forgetAt);
        }
    }
}
