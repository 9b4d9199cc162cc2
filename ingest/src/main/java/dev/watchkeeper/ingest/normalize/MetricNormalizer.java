package dev.watchkeeper.ingest.normalize;

import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.NoValue;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Metric points as we keep them: each one by itself, under its stream. */
public final class MetricNormalizer implements Normalizer<ExportMetricsServiceRequest, MetricPoint> {

    private static final int MAX_TRACES = 4;

    private final Bounds bounds;

    /** Normalizes within these bounds. */
    public MetricNormalizer(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public Normalized<MetricPoint> normalize(ExportMetricsServiceRequest request, Sender sender, long nowUnixNano) {
        EventTimes times = EventTimes.at(nowUnixNano, bounds);
        Normalized.Builder<MetricPoint> out = new Normalized.Builder<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            Optional<Origin> origin = Origin.of(resource.getResource(), sender, bounds);
            byte[] resourceIdentity = StreamIdentity.resource(sender.tenant(), resource.getResource());
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                byte[] scopeIdentity = StreamIdentity.scope(resourceIdentity, scope.getScope());
                String scopeName = Text.cut(scope.getScope().getName(), bounds.nameChars());
                for (Metric metric : scope.getMetricsList()) {
                    byte[] identity =
                            StreamIdentity.metric(scopeIdentity, metric.getName(), metric.getUnit(), kind(metric));
                    new OneMetric(metric, origin, scopeName, identity, times, out).points();
                }
            }
        }
        return out.build();
    }

    /** The kind with all that makes two streams of one name different. */
    private static String kind(Metric metric) {
        return switch (metric.getDataCase()) {
            case SUM ->
                (metric.getSum().getIsMonotonic() ? "monotonic" : "sum")
                        + metric.getSum().getAggregationTemporalityValue();
            case HISTOGRAM -> "histogram" + metric.getHistogram().getAggregationTemporalityValue();
            case EXPONENTIAL_HISTOGRAM ->
                "exponential" + metric.getExponentialHistogram().getAggregationTemporalityValue();
            case GAUGE -> "gauge";
            case SUMMARY -> "summary";
            case DATA_NOT_SET -> "";
        };
    }

    private final class OneMetric {

        private final Metric metric;
        private final Optional<Origin> origin;
        private final String scope;
        private final byte[] identity;
        private final EventTimes times;
        private final Normalized.Builder<MetricPoint> out;

        OneMetric(
                Metric metric,
                Optional<Origin> origin,
                String scope,
                byte[] identity,
                EventTimes times,
                Normalized.Builder<MetricPoint> out) {
            this.metric = metric;
            this.origin = origin;
            this.scope = scope;
            this.identity = identity;
            this.times = times;
            this.out = out;
        }

        void points() {
            switch (metric.getDataCase()) {
                case GAUGE -> {
                    for (NumberDataPoint p : metric.getGauge().getDataPointsList()) {
                        judge(Point.of(p, () -> Readings.gauge(p)));
                    }
                }
                case SUM -> {
                    var sum = metric.getSum();
                    for (NumberDataPoint p : sum.getDataPointsList()) {
                        judge(Point.of(
                                p, () -> Readings.sum(p, sum.getAggregationTemporality(), sum.getIsMonotonic())));
                    }
                }
                case HISTOGRAM -> {
                    var temporality = metric.getHistogram().getAggregationTemporality();
                    for (HistogramDataPoint p : metric.getHistogram().getDataPointsList()) {
                        judge(Point.of(p, () -> Readings.histogram(p, temporality, bounds)));
                    }
                }
                case EXPONENTIAL_HISTOGRAM -> {
                    var temporality = metric.getExponentialHistogram().getAggregationTemporality();
                    for (ExponentialHistogramDataPoint p :
                            metric.getExponentialHistogram().getDataPointsList()) {
                        judge(Point.of(p, () -> Readings.exponential(p, temporality, bounds)));
                    }
                }
                case SUMMARY -> {
                    for (SummaryDataPoint p : metric.getSummary().getDataPointsList()) {
                        judge(Point.of(p, () -> Readings.summary(p, bounds)));
                    }
                }
                case DATA_NOT_SET -> out.reject(Reason.NO_VALUE, metric, () -> "data of a known kind expected");
            }
        }

        private void judge(Point point) {
            @Nullable Reason time = times.refusal(point.time());
            if (origin.isEmpty()) {
                out.reject(Reason.NO_SERVICE_NAME, point.original(), () -> "resource attribute service.name expected");
            } else if (metric.getName().isEmpty()) {
                out.reject(Reason.NO_NAME, point.original(), () -> "a metric's name expected");
            } else if (time != null) {
                out.reject(time, point.original(), () -> metric.getName() + ": " + times.describe(point.time()));
            } else if (Long.compareUnsigned(point.start(), point.time()) > 0) {
                out.reject(
                        Reason.END_BEFORE_START,
                        point.original(),
                        () -> metric.getName()
                                + ": a time at or after the start expected, found "
                                + (point.start() - point.time()) + " ns before");
            } else {
                read(point, origin.get());
            }
        }

        private void read(Point point, Origin writer) {
            try {
                out.take(record(
                        point, point.gap() ? new NoValue() : point.reading().data(), writer));
            } catch (BadInput e) {
                out.reject(e.reason(), point.original(), () -> metric.getName() + ": " + e.detail());
            }
        }

        private MetricPoint record(Point point, Object data, Origin writer) {
            Attributes attributes = Attributes.of(point.attributes(), bounds);
            MetricPoint made = new MetricPoint();
            made.setEntity(writer.entity());
            made.setInstance(writer.instance());
            made.setVersion(writer.version());
            made.setResource(writer.resource());
            made.setStream(StreamIdentity.stream(identity, point.attributes()));
            made.setMetric(Text.cut(metric.getName(), bounds.nameChars()));
            made.setUnit(Text.cut(metric.getUnit(), bounds.nameChars()));
            made.setScope(scope);
            made.setAttributes(attributes.values());
            made.setStartUnixNano(point.start());
            made.setTimeUnixNano(point.time());
            made.setData(data);
            made.setTraceIds(traces(point.exemplars()));
            made.setDroppedAttributes(Attributes.dropped(attributes.dropped(), 0, writer.dropped()));
            return made;
        }

        private List<String> traces(List<Exemplar> exemplars) {
            if (exemplars.isEmpty()) {
                return List.of();
            }
            List<String> traces = new ArrayList<>(MAX_TRACES);
            for (Exemplar exemplar : exemplars) {
                if (traces.size() < MAX_TRACES && Ids.valid(exemplar.getTraceId(), Ids.TRACE_BYTES)) {
                    traces.add(Ids.hex(exemplar.getTraceId()));
                }
            }
            return traces;
        }
    }
}
