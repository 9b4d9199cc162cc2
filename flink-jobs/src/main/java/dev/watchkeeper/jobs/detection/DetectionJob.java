package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.TopicSink;
import dev.watchkeeper.jobs.connect.TopicSource;
import dev.watchkeeper.jobs.detection.Scorings.ScoredRow;
import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.alert.JudgedWindow;
import dev.watchkeeper.jobs.detection.batch.BatchScoring;
import dev.watchkeeper.jobs.detection.batch.MiniBatch;
import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.series.ResidualRow;
import dev.watchkeeper.jobs.detection.series.ScoredPoint;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.topics.Topics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Series and vectors to scores and incidents, exactly once and in event time. This class only draws the graph:
 *
 * <pre>
 *  series ──▶ gate ══series══▶ series residuals ──▶ series model ──▶ series scores ══service══╗
 *                               (baseline) │        (mini-batch)       └──▶ scores           ║
 *                                          ├─ heartbeats ══synthetic, and to all═════════════╣
 *                                          └─ unscored (who sends them lives) ══service══════╣
 *  features ▶ gate ── no watermark ═══════════════════════════════════════════════service════╣
 *                                                                                            ▼
 *  incidents ◀── incident join ◀══tenant══ entity alerts ◀── entity model ◀── entity windows
 *                                           └──▶ scores      (mini-batch)     (presence, evidence)
 *
 *  what cannot be read or comes late ──▶ jobs.rejected
 *
 *  ──▶ same subtask   ══key══▶ repartitioned by key
 * </pre>
 *
 * The two keyed functions behind a mini-batch read the stream as keyed without shuffling it again: the batch keeps
 * every element on its subtask and in its order.
 */
public final class DetectionJob {

    /** The job's name: of its consumer group, its transactions and its checkpoints. */
    public static final String NAME = "detection";

    private DetectionJob() {}

    /**
     * What the graph gives.
     *
     * @param scores of points and windows
     * @param incidents every revision
     */
    public record Results(DataStream<Score> scores, DataStream<Incident> incidents) {}

    /** Draws the graph between Kafka and Kafka; the environment is from JobEnvironment. */
    public static void build(StreamExecutionEnvironment env, ReadableConfig config) {
        build(env, config, ModelSource.of(config.get(DetectionConfig.MODELS_FOLDER)));
    }

    static void build(StreamExecutionEnvironment env, ReadableConfig config, ModelSource models) {
        TopicSource.Stream<SeriesPoint> series =
                TopicSource.attach(env, config, NAME, Topics.SERIES, SeriesPoint::getTimeMillis);
        TopicSource.Stream<FeatureVector> vectors =
                TopicSource.attach(env, config, NAME, Topics.FEATURES, FeatureVector::getWindowEndMillis);
        Results results = graph(series.records(), vectors.records(), config, models);
        TopicSink.attach(
                results.scores(),
                config,
                NAME,
                Topics.SCORES,
                score -> EntityKeys.key(score.getEntity()),
                Score::getTimeMillis);
        TopicSink.attach(
                results.incidents(), config, NAME, Topics.INCIDENTS, Incident::getId, Incident::getUpdatedAtMillis);
        TopicSink.attach(
                series.rejected().union(vectors.rejected()),
                config,
                NAME,
                Topics.JOBS_REJECTED,
                Rejected::getSource,
                Rejected::getTimeMillis);
    }

    /** The graph between any sources and sinks; timestamps and watermarks are the sources'. */
    static Results graph(
            DataStream<SeriesPoint> series,
            DataStream<FeatureVector> vectors,
            ReadableConfig config,
            ModelSource models) {
        Thresholds thresholds = DetectionConfig.thresholds(config);
        // Keyed straight from the source: any operator between them could take a series' points two ways.
        SingleOutputStreamOperator<ResidualRow> residuals = series.keyBy(SeriesPoint::getSeries)
                .process(
                        new SeriesResiduals(thresholds, config.get(DetectionConfig.SEASON)),
                        TypeInformation.of(ResidualRow.class))
                .name("series residuals")
                .uid("series-residuals");
        DataStream<SeriesPoint> heartbeats = residuals.getSideOutput(SeriesResiduals.HEARTBEATS);
        SingleOutputStreamOperator<ScoredRow> margins = batched(
                residuals, "series-model", TypeInformation.of(ScoredRow.class), new Scorings.OfSeries(models), config);
        SingleOutputStreamOperator<ScoredPoint> points = DataStreamUtils.reinterpretAsKeyedStream(
                        margins, row -> row.row().point().getSeries())
                .process(new SeriesScores(models, thresholds), TypeInformation.of(ScoredPoint.class))
                .name("series scores")
                .uid("series-scores");
        SingleOutputStreamOperator<EntityWindow> windows = inputs(
                        points, residuals.getSideOutput(SeriesResiduals.UNSCORED), vectors, heartbeats)
                .keyBy(EntityInput::key)
                .connect(heartbeats.broadcast(EntityWindows.HEARTBEATS))
                .process(new EntityWindows(thresholds), TypeInformation.of(EntityWindow.class))
                .name("entity windows")
                .uid("entity-windows");
        SingleOutputStreamOperator<JudgedWindow> judged = batched(
                windows,
                "entity-model",
                TypeInformation.of(JudgedWindow.class),
                new Scorings.OfEntities(models),
                config);
        SingleOutputStreamOperator<EntityNews> news = DataStreamUtils.reinterpretAsKeyedStream(
                        judged, window -> EntityKeys.key(window.window().entity()))
                .process(new EntityAlerts(models, thresholds), TypeInformation.of(EntityNews.class))
                .name("entity alerts")
                .uid("entity-alerts");
        SingleOutputStreamOperator<Incident> incidents = news.keyBy(
                        item -> item.entity().getTenant())
                .process(new IncidentJoin(thresholds), AvroTypes.of(Incident.class))
                .name("incident join")
                .uid("incident-join");
        DataStream<Score> scores = points.getSideOutput(SeriesScores.SCORES)
                .union(residuals.getSideOutput(SeriesResiduals.NOT_SCORED), news.getSideOutput(EntityAlerts.SCORES));
        return new Results(scores, incidents);
    }

    private static DataStream<EntityInput> inputs(
            DataStream<ScoredPoint> points,
            DataStream<SeriesPoint> unscored,
            DataStream<FeatureVector> vectors,
            DataStream<SeriesPoint> heartbeats) {
        TypeInformation<EntityInput> type = TypeInformation.of(EntityInput.class);
        DataStream<EntityInput> ofPoints = points.map(point -> EntityInput.of(point), type)
                .name("inputs of points")
                .uid("inputs-points");
        DataStream<EntityInput> ofUnscored = unscored.map(point -> EntityInput.unscored(point), type)
                .name("inputs of unscored points")
                .uid("inputs-unscored");
        DataStream<EntityInput> ofVectors = vectors.filter(
                        vector -> vector.getEntity().getType() == EntityType.SERVICE)
                .name("vectors of services")
                .uid("service-vectors")
                .assignTimestampsAndWatermarks(Timeless.strategy())
                .name("vectors hold no time back")
                .uid("timeless-vectors")
                .map(vector -> EntityInput.of(vector), type)
                .name("inputs of vectors")
                .uid("inputs-vectors");
        DataStream<EntityInput> ofHeartbeats = heartbeats
                .map(heartbeat -> EntityInput.heartbeat(heartbeat), type)
                .name("inputs of heartbeats")
                .uid("inputs-heartbeats");
        return ofPoints.union(ofUnscored, ofVectors, ofHeartbeats);
    }

    private static <I, O> SingleOutputStreamOperator<O> batched(
            DataStream<I> rows,
            String uid,
            TypeInformation<O> type,
            BatchScoring<I, O> scoring,
            ReadableConfig config) {
        MiniBatch<I, O> batch = new MiniBatch<>(
                scoring,
                config.get(DetectionConfig.BATCH_ROWS),
                config.get(DetectionConfig.BATCH_WAIT).toMillis());
        return rows.transform(uid.replace('-', ' '), type, batch).uid(uid);
    }
}
