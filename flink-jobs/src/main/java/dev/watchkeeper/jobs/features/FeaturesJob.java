package dev.watchkeeper.jobs.features;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.EventTime;
import dev.watchkeeper.jobs.connect.ForAll;
import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.connect.TopicSink;
import dev.watchkeeper.jobs.connect.TopicSource;
import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.logs.LogWindows;
import dev.watchkeeper.jobs.features.metrics.SeriesBudget;
import dev.watchkeeper.jobs.features.metrics.ServiceSeries;
import dev.watchkeeper.jobs.features.metrics.StreamPoint;
import dev.watchkeeper.jobs.features.metrics.StreamReading;
import dev.watchkeeper.jobs.features.services.Heartbeat;
import dev.watchkeeper.jobs.features.services.Heartbeats;
import dev.watchkeeper.jobs.features.services.ServiceInput;
import dev.watchkeeper.jobs.features.services.ServiceWindows;
import dev.watchkeeper.jobs.features.spans.PartialAggregation;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.jobs.features.spans.TraceFacts;
import dev.watchkeeper.jobs.features.spans.TraceJoin;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.topics.Topics;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Telemetry to series and feature vectors, exactly once and in event time. This class only draws the graph:
 *
 * <pre>
 *  telemetry.spans ──▶ gate ──▶ beats ══trace══▶ trace join ──▶ partial sums ══service══╗
 *                                                                                       ╠▶ service windows ══▶ series
 *  telemetry.logs ───▶ gate ──▶ beats ══service═▶ log windows ═══════════════service════╝              ╚════▶ features
 *
 *  telemetry.metrics ▶ gate ──▶ beats ══stream══▶ stream reading ══process══▶ series budget ══════════════▶ series
 *                                                              series budget ══service═▶ service series ══▶ series
 *
 *  beats ══tenant══▶ heartbeats ══▶ series
 *  beats of spans and logs ══to all══▶ service windows: those that were witnessed      what every operator refuses ──▶ jobs.rejected
 *
 *  ──▶ same subtask   ══key══▶ repartitioned by key   ══▶ by the topic's partition, in the order of event time
 * </pre>
 */
public final class FeaturesJob {

    /** The job's name: of its consumer group, its transactions and its checkpoints. */
    public static final String NAME = "features";

    private FeaturesJob() {}

    /** Draws the graph; the environment is from {@link dev.watchkeeper.jobs.connect.JobEnvironment}. */
    public static void build(StreamExecutionEnvironment env, ReadableConfig config) {
        Windows windows = FeaturesConfig.windows(config);
        EventTime<Span> spanTime = span -> Math.floorDiv(span.getEndUnixNano(), 1_000_000L);
        EventTime<MetricPoint> metricTime = point -> Math.floorDiv(point.getTimeUnixNano(), 1_000_000L);
        EventTime<LogRecord> logTime = line -> Math.floorDiv(line.getTimeUnixNano(), 1_000_000L);

        TopicSource.Stream<Span> spans = TopicSource.attach(env, config, NAME, Topics.SPANS, spanTime);
        TopicSource.Stream<MetricPoint> metrics = TopicSource.attach(env, config, NAME, Topics.METRICS, metricTime);
        TopicSource.Stream<LogRecord> logs = TopicSource.attach(env, config, NAME, Topics.LOGS, logTime);
        var realSpans = beats(spans.records(), "spans", Span.class, Span::getEntity, spanTime);
        var realMetrics = beats(metrics.records(), "metrics", MetricPoint.class, MetricPoint::getEntity, metricTime);
        var realLogs = beats(logs.records(), "logs", LogRecord.class, LogRecord::getEntity, logTime);

        SingleOutputStreamOperator<TraceFacts> traces = traces(realSpans, windows, config);
        SingleOutputStreamOperator<LogPartial> lines = lines(realLogs, windows, config);
        SingleOutputStreamOperator<SeriesPoint> services = services(
                partials(traces),
                lines,
                realSpans
                        .getSideOutput(HeartbeatSplit.HEARTBEATS)
                        .union(realLogs.getSideOutput(HeartbeatSplit.HEARTBEATS)),
                windows,
                config);
        SingleOutputStreamOperator<StreamPoint> readings = readings(realMetrics, config);
        SingleOutputStreamOperator<SeriesPoint> resources = resources(readings, config);
        SingleOutputStreamOperator<SeriesPoint> wholes = wholes(resources, windows, config);
        SingleOutputStreamOperator<SeriesPoint> heartbeats = heartbeats(
                realSpans
                        .getSideOutput(HeartbeatSplit.HEARTBEATS)
                        .union(
                                realMetrics.getSideOutput(HeartbeatSplit.HEARTBEATS),
                                realLogs.getSideOutput(HeartbeatSplit.HEARTBEATS)),
                windows);

        DataStream<Rejected> rejected = spans.rejected()
                .union(
                        metrics.rejected(),
                        logs.rejected(),
                        traces.getSideOutput(Rejections.TAG),
                        services.getSideOutput(Rejections.TAG),
                        readings.getSideOutput(Rejections.TAG),
                        resources.getSideOutput(Rejections.TAG));
        DataStream<FeatureVector> vectors = services.getSideOutput(ServiceWindows.VECTORS);
        TopicSink.attachInTimeOrder(
                services.union(resources, wholes, heartbeats),
                config,
                NAME,
                Topics.SERIES,
                SeriesPoint::getSeries,
                SeriesPoint::getTimeMillis,
                windows.joinDelayMillis(),
                // No partition of the topic may hold its readers' watermark while its own series are quiet.
                point -> point.getSignal() == Signal.HEARTBEAT);
        TopicSink.attachInTimeOrder(
                vectors,
                config,
                NAME,
                Topics.FEATURES,
                vector -> EntityKeys.key(vector.getEntity()),
                FeatureVector::getWindowEndMillis,
                windows.joinDelayMillis(),
                ForAll.none());
        TopicSink.attach(rejected, config, NAME, Topics.JOBS_REJECTED, Rejected::getSource, Rejected::getTimeMillis);
    }

    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<T> beats(
            DataStream<T> records, String what, Class<T> type, HeartbeatSplit.EntityOf<T> entity, EventTime<T> time) {
        return records.process(new HeartbeatSplit<>(entity, time), AvroTypes.of(type))
                .name("beats " + what)
                .uid("beats-" + what)
                // In the gate's subtasks, so that nothing is redistributed here and a partition stays in order.
                .setParallelism(records.getParallelism());
    }

    private static SingleOutputStreamOperator<TraceFacts> traces(
            DataStream<Span> spans, Windows windows, ReadableConfig config) {
        return spans.keyBy(Span::getTraceId)
                .process(
                        new TraceJoin(
                                windows,
                                config.get(FeaturesConfig.TRACE_HOLD).toMillis(),
                                config.get(FeaturesConfig.TRACE_SPANS)),
                        TypeInformation.of(TraceFacts.class))
                .name("trace join")
                .uid("trace-join");
    }

    private static SingleOutputStreamOperator<SpanPartial> partials(DataStream<TraceFacts> traces) {
        return traces.transform("partial sums", TypeInformation.of(SpanPartial.class), new PartialAggregation())
                .uid("partial-sums");
    }

    private static SingleOutputStreamOperator<LogPartial> lines(
            DataStream<LogRecord> logs, Windows windows, ReadableConfig config) {
        return logs.keyBy(line -> service(line.getEntity()))
                .process(
                        new LogWindows(
                                windows,
                                config.get(FeaturesConfig.TEMPLATES),
                                config.get(FeaturesConfig.FORGET_SERVICE).toMillis()),
                        TypeInformation.of(LogPartial.class))
                .name("log windows")
                .uid("log-windows");
    }

    private static SingleOutputStreamOperator<SeriesPoint> services(
            DataStream<SpanPartial> spans,
            DataStream<LogPartial> logs,
            DataStream<Heartbeat> witnesses,
            Windows windows,
            ReadableConfig config) {
        TypeInformation<ServiceInput> type = TypeInformation.of(ServiceInput.class);
        DataStream<ServiceInput> ofSpans = spans.map(partial -> ServiceInput.of(partial), type)
                .name("inputs of spans")
                .uid("inputs-spans");
        DataStream<ServiceInput> ofLogs = logs.map(partial -> ServiceInput.of(partial), type)
                .name("inputs of logs")
                .uid("inputs-logs");
        return ofSpans.union(ofLogs)
                .keyBy(ServiceInput::key)
                .connect(witnesses.broadcast(ServiceWindows.WITNESSED))
                .process(
                        new ServiceWindows(windows, FeaturesConfig.serviceLimits(config)),
                        AvroTypes.of(SeriesPoint.class))
                .name("service windows")
                .uid("service-windows");
    }

    private static SingleOutputStreamOperator<StreamPoint> readings(
            DataStream<MetricPoint> metrics, ReadableConfig config) {
        return metrics.keyBy(MetricPoint::getStream)
                .process(
                        new StreamReading(
                                config.get(FeaturesConfig.FORGET_SERVICE).toMillis()),
                        TypeInformation.of(StreamPoint.class))
                .name("stream reading")
                .uid("stream-reading");
    }

    private static SingleOutputStreamOperator<SeriesPoint> resources(
            DataStream<StreamPoint> readings, ReadableConfig config) {
        return readings.keyBy(SeriesBudget::process)
                .process(
                        new SeriesBudget(
                                config.get(FeaturesConfig.SERIES),
                                config.get(FeaturesConfig.FORGET_SERVICE).toMillis()),
                        AvroTypes.of(SeriesPoint.class))
                .name("series budget")
                .uid("series-budget");
    }

    private static SingleOutputStreamOperator<SeriesPoint> wholes(
            DataStream<SeriesPoint> resources, Windows windows, ReadableConfig config) {
        return resources
                .filter(point -> EntityKeys.service(point.getEntity()).getType() == EntityType.SERVICE)
                .name("series of services")
                .uid("series-of-services")
                .keyBy(ServiceSeries::key)
                .process(
                        new ServiceSeries(
                                windows,
                                config.get(FeaturesConfig.FORGET_INSTANCE).toMillis()),
                        AvroTypes.of(SeriesPoint.class))
                .name("service series")
                .uid("service-series");
    }

    private static SingleOutputStreamOperator<SeriesPoint> heartbeats(DataStream<Heartbeat> beats, Windows windows) {
        return beats.keyBy(beat -> EntityKeys.key(beat.entity()))
                .process(new Heartbeats(windows), AvroTypes.of(SeriesPoint.class))
                .name("heartbeats")
                .uid("heartbeats");
    }

    private static String service(Entity entity) {
        return EntityKeys.key(entity);
    }
}
