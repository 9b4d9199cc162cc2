package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.detection.alert.AlertMemory;
import dev.watchkeeper.jobs.detection.alert.Alerts;
import dev.watchkeeper.jobs.detection.alert.Contributions;
import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.alert.JudgedWindow;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.series.Scores;
import dev.watchkeeper.models.explain.Explainer;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
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

/**
 * Keyed by entity, behind its model: holds the entity's alert; see {@link Alerts}. Where the model refuses a
 * window it says nothing: its margin is taken as normal, and only what needs no model (silence) can open.
 */
final class EntityAlerts extends KeyedProcessFunction<String, JudgedWindow, EntityNews> {

    /** A score for each window, of the entity and of its silent instances. */
    static final OutputTag<Score> SCORES = new OutputTag<>("entity-scores", AvroTypes.of(Score.class));

    private final ModelSource models;
    private final Thresholds thresholds;
    private transient @Nullable LoadedModel model;
    private transient @Nullable Alerts alerts;
    private transient @Nullable Explainer explainer;
    private transient @Nullable ValueState<AlertMemory> memory;
    private transient @Nullable ValueState<Long> notScored;

    EntityAlerts(ModelSource models, Thresholds thresholds) {
        this.models = models;
        this.thresholds = thresholds;
    }

    @Override
    public void open(OpenContext context) {
        LoadedModel loaded = models.entity();
        model = loaded;
        alerts = new Alerts(thresholds, loaded.alertRule(), loaded.calibration(), loaded.reference());
        explainer = new Explainer(loaded.scorer(), loaded.baselineRow(), EntityPool.featureGroups());
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("alert", TypeInformation.of(AlertMemory.class)));
        notScored = getRuntimeContext().getState(new ValueStateDescriptor<>("not-scored", Types.LONG));
    }

    @Override
    public void processElement(JudgedWindow judged, Context context, Collector<EntityNews> out) throws Exception {
        EntityWindow window = judged.window();
        if (window.entity().getType() == EntityType.SYNTHETIC) {
            context.output(
                    SCORES,
                    Scores.entity(window.entity(), window.timeMillis(), window.requestRate(), Signal.HEARTBEAT, null));
            return;
        }
        boolean refused = judged.notScored() != null;
        LoadedModel loaded = Objects.requireNonNull(model, "not open");
        ValueState<AlertMemory> state = Objects.requireNonNull(memory, "not open");
        @Nullable AlertMemory known = state.value();
        Alerts.Outcome outcome = Objects.requireNonNull(alerts, "not open")
                .step(
                        known == null ? AlertMemory.unknown() : known,
                        refused ? new JudgedWindow(window, loaded.alertRule().normal(), judged.notScored()) : judged,
                        () -> refused
                                ? List.of()
                                : Contributions.of(
                                        window,
                                        Objects.requireNonNull(explainer, "not open")
                                                .explain(window.row())));
        if (window.last()) {
            state.clear();
            Objects.requireNonNull(notScored, "not open").clear();
        } else {
            state.update(outcome.memory());
        }
        score(judged, outcome, context);
        if (outcome.news() != null) {
            out.collect(outcome.news());
        }
    }

    private void score(JudgedWindow judged, Alerts.Outcome outcome, Context context) throws Exception {
        EntityWindow window = judged.window();
        @Nullable String refused = judged.notScored();
        if (refused != null) {
            tellNotScored(window, refused, context);
            return;
        }
        if (window.series() == 0 && !window.absent()) {
            tellNotScored(window, "no series of it has a point that is new enough and was scored", context);
            return;
        }
        String reference = Objects.requireNonNull(model, "not open").reference();
        context.output(
                SCORES,
                Score.newBuilder()
                        .setEntity(window.entity())
                        .setTimeMillis(window.timeMillis())
                        .setMargin(judged.margin())
                        .setScore(outcome.score())
                        .setHeldScore(outcome.heldScore())
                        .setPValue(outcome.pValue())
                        .setAlerting(outcome.alerting())
                        .setColdStart(window.settling())
                        .setAbsent(window.absent())
                        .setModel(reference)
                        .setContributions(outcome.contributions())
                        .build());
        for (Entity instance : window.silentInstances()) {
            Score silent = Scores.entity(instance, window.timeMillis(), null, null, null);
            context.output(
                    SCORES,
                    Score.newBuilder(silent)
                            .setAbsent(true)
                            .setScore(1)
                            .setHeldScore(1)
                            .build());
        }
    }

    private void tellNotScored(EntityWindow window, String reason, Context context) throws Exception {
        ValueState<Long> told = Objects.requireNonNull(notScored, "not open");
        @Nullable Long before = told.value();
        if (before == null || window.timeMillis() - before >= thresholds.notScoredMillis()) {
            told.update(window.timeMillis());
            context.output(SCORES, Scores.entity(window.entity(), window.timeMillis(), null, null, reason));
        }
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
            model = null;
        }
    }
}
