package dev.watchkeeper.ingest.normalize;

import static dev.watchkeeper.ingest.Otlp.NANOS;
import static dev.watchkeeper.ingest.Otlp.attribute;
import static dev.watchkeeper.ingest.Otlp.bytes;
import static dev.watchkeeper.ingest.Otlp.gauge;
import static dev.watchkeeper.ingest.Otlp.metrics;
import static dev.watchkeeper.ingest.Otlp.number;
import static dev.watchkeeper.ingest.Otlp.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import dev.watchkeeper.schemas.record.Gauge;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.NoValue;
import dev.watchkeeper.schemas.record.QuantileValue;
import dev.watchkeeper.schemas.record.Temporality;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricNormalizerTest {

    private static final AggregationTemporality DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    private final MetricNormalizer normalizer = new MetricNormalizer(Bounds.DEFAULTS);

    private Normalized<MetricPoint> normalize(Metric sent) {
        return normalizer.normalize(metrics(service("orders"), sent), new Sender("default", "test"), NANOS);
    }

    private MetricPoint only(Metric sent) {
        Normalized<MetricPoint> normalized = normalize(sent);
        assertThat(normalized.rejections()).isEmpty();
        assertThat(normalized.records()).hasSize(1);
        return normalized.records().get(0);
    }

    private static Metric sum(AggregationTemporality temporality, boolean monotonic, NumberDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("requests")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(monotonic)
                        .addDataPoints(point))
                .build();
    }

    private static HistogramDataPoint.Builder buckets() {
        return HistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setCount(6)
                .setSum(12.5)
                .setMin(0.5)
                .setMax(5)
                .addAllExplicitBounds(List.of(1.0, 2.0))
                .addAllBucketCounts(List.of(1L, 2L, 3L));
    }

    private static Metric histogram(AggregationTemporality temporality, HistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("latency")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(temporality)
                        .addDataPoints(point))
                .build();
    }

    private static ExponentialHistogramDataPoint.Builder exponentialBuckets() {
        return ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setScale(3)
                .setCount(10)
                .setSum(4)
                .setZeroCount(1)
                .setZeroThreshold(0.001)
                .setPositive(ExponentialHistogramDataPoint.Buckets.newBuilder()
                        .setOffset(-2)
                        .addAllBucketCounts(List.of(2L, 3L)))
                .setNegative(ExponentialHistogramDataPoint.Buckets.newBuilder()
                        .setOffset(5)
                        .addBucketCounts(4));
    }

    private static Metric exponential(ExponentialHistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("latency")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(point))
                .build();
    }

    private static SummaryDataPoint.Builder quantiles(double value) {
        return SummaryDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setCount(3)
                .setSum(1.5)
                .addQuantileValues(ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(0.25))
                .addQuantileValues(
                        ValueAtQuantile.newBuilder().setQuantile(0.99).setValue(value));
    }

    private static Metric summary(SummaryDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("latency")
                .setSummary(Summary.newBuilder().addDataPoints(point))
                .build();
    }

    @Test
    void gauge_valid_keepsWhatTheSchemaSays() {
        MetricPoint made = only(gauge(
                "jvm.memory.used",
                number(42.5)
                        .setStartTimeUnixNano(NANOS - 10)
                        .addAttributes(attribute("pool", "eden"))
                        .addExemplars(Exemplar.newBuilder().setTraceId(bytes(16, 9)))
                        .addExemplars(Exemplar.newBuilder().setTraceId(bytes(3, 9)))));
        assertThat(made.getMetric()).isEqualTo("jvm.memory.used");
        assertThat(made.getUnit()).isEqualTo("By");
        assertThat(made.getScope()).isEqualTo("jvm");
        assertThat(made.getStream()).matches("[0-9a-f]{32}");
        assertThat(made.getAttributes()).containsEntry("pool", "eden");
        assertThat(made.getStartUnixNano()).isEqualTo(NANOS - 10);
        assertThat(made.getTimeUnixNano()).isEqualTo(NANOS);
        assertThat(made.getTraceIds()).containsExactly("09".repeat(16));
        assertThat(made.getData()).isEqualTo(new Gauge(42.5));
    }

    @Test
    void gauge_integer_isADouble() {
        assertThat(only(gauge(
                                "threads",
                                NumberDataPoint.newBuilder()
                                        .setTimeUnixNano(NANOS)
                                        .setAsInt(7)))
                        .getData())
                .isEqualTo(new Gauge(7.0));
    }

    @Test
    void sum_keepsTemporalityAndMonotonicity() {
        assertThat(only(sum(DELTA, true, number(3))).getData())
                .isEqualTo(new dev.watchkeeper.schemas.record.Sum(3.0, Temporality.DELTA, true));
        assertThat(only(sum(CUMULATIVE, false, number(-3))).getData())
                .isEqualTo(new dev.watchkeeper.schemas.record.Sum(-3.0, Temporality.CUMULATIVE, false));
    }

    @Test
    void histogram_valid_isKept() {
        assertThat(only(histogram(CUMULATIVE, buckets())).getData())
                .isEqualTo(new dev.watchkeeper.schemas.record.Histogram(
                        6L, 12.5, 0.5, 5.0, List.of(1.0, 2.0), List.of(1L, 2L, 3L), Temporality.CUMULATIVE));
    }

    @Test
    void histogram_withoutBuckets_hasOne() {
        HistogramDataPoint.Builder bare =
                HistogramDataPoint.newBuilder().setTimeUnixNano(NANOS).setCount(6);
        assertThat(only(histogram(DELTA, bare)).getData())
                .isEqualTo(new dev.watchkeeper.schemas.record.Histogram(
                        6L, null, null, null, List.of(), List.of(6L), Temporality.DELTA));
    }

    @Test
    void exponential_valid_isKept() {
        assertThat(only(exponential(exponentialBuckets())).getData())
                .isEqualTo(new dev.watchkeeper.schemas.record.ExponentialHistogram(
                        3, 10L, 4.0, null, null, 1L, 0.001, -2, List.of(2L, 3L), 5, List.of(4L), Temporality.DELTA));
    }

    @Test
    void summary_nanQuantile_isLeftOut() {
        assertThat(only(summary(quantiles(Double.NaN))).getData())
                .isEqualTo(new dev.watchkeeper.schemas.record.Summary(3L, 1.5, List.of(new QuantileValue(0.5, 0.25))));
    }

    @Test
    void noRecordedValue_isAStatedGap() {
        assertThat(only(gauge(
                                "g",
                                NumberDataPoint.newBuilder()
                                        .setTimeUnixNano(NANOS)
                                        .setFlags(1)))
                        .getData())
                .isEqualTo(new NoValue());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("NaN", gauge("g", number(Double.NaN)), Reason.NOT_FINITE),
                arguments("infinite", gauge("g", number(Double.POSITIVE_INFINITY)), Reason.NOT_FINITE),
                arguments("-infinite sum", sum(DELTA, true, number(Double.NEGATIVE_INFINITY)), Reason.NOT_FINITE),
                arguments("no value", gauge("g", NumberDataPoint.newBuilder().setTimeUnixNano(NANOS)), Reason.NO_VALUE),
                arguments("no data", Metric.newBuilder().setName("g").build(), Reason.NO_VALUE),
                arguments("no name", gauge("", number(1)), Reason.NO_NAME),
                arguments(
                        "no temporality",
                        sum(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED, true, number(1)),
                        Reason.NO_TEMPORALITY),
                arguments("1970", gauge("g", number(1).setTimeUnixNano(5)), Reason.TIME_BEFORE),
                arguments(
                        "next year",
                        gauge("g", number(1).setTimeUnixNano(NANOS + 31_536_000_000_000_000L)),
                        Reason.TIME_AHEAD),
                arguments(
                        "starts after its time",
                        gauge("g", number(1).setStartTimeUnixNano(NANOS + 1)),
                        Reason.END_BEFORE_START),
                arguments(
                        "too few buckets",
                        histogram(DELTA, buckets().clearBucketCounts().addAllBucketCounts(List.of(3L, 3L))),
                        Reason.BAD_HISTOGRAM),
                arguments(
                        "buckets without bounds",
                        histogram(DELTA, buckets().clearExplicitBounds()),
                        Reason.BAD_HISTOGRAM),
                arguments("count unlike buckets", histogram(DELTA, buckets().setCount(7)), Reason.BAD_HISTOGRAM),
                arguments(
                        "bounds that fall",
                        histogram(DELTA, buckets().clearExplicitBounds().addAllExplicitBounds(List.of(2.0, 1.0))),
                        Reason.BAD_HISTOGRAM),
                arguments("NaN bound", histogram(DELTA, buckets().setExplicitBounds(1, Double.NaN)), Reason.NOT_FINITE),
                arguments("NaN sum", histogram(DELTA, buckets().setSum(Double.NaN)), Reason.NOT_FINITE),
                arguments("infinite max", histogram(DELTA, buckets().setMax(1 / 0.0)), Reason.NOT_FINITE),
                arguments(
                        "counts over 2^63",
                        histogram(
                                DELTA,
                                buckets().setBucketCounts(0, Long.MAX_VALUE).setBucketCounts(1, Long.MAX_VALUE)),
                        Reason.BAD_HISTOGRAM),
                arguments(
                        "too many buckets",
                        histogram(
                                DELTA, buckets().clearBucketCounts().addAllBucketCounts(Collections.nCopies(2049, 0L))),
                        Reason.BAD_HISTOGRAM),
                arguments(
                        "exponential count unlike buckets",
                        exponential(exponentialBuckets().setCount(9)),
                        Reason.BAD_HISTOGRAM),
                arguments("absurd scale", exponential(exponentialBuckets().setScale(21)), Reason.BAD_HISTOGRAM),
                arguments("infinite quantile", summary(quantiles(1 / 0.0)), Reason.NOT_FINITE),
                arguments("NaN summary sum", summary(quantiles(1).setSum(Double.NaN)), Reason.NOT_FINITE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusal_namesItsReason(String situation, Metric sent, Reason expected) {
        Normalized<MetricPoint> normalized = normalize(sent);
        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.rejections())
                .as(situation)
                .extracting(Rejection::reason)
                .containsExactly(expected);
        assertThat(normalized.received()).isEqualTo(1);
    }

    @Test
    void refusals_ofOneReason_areOneLineWithACount() {
        Normalized<MetricPoint> normalized = normalize(gauge(
                "g",
                number(Double.NaN),
                number(1),
                number(Double.NaN),
                number(1).setTimeUnixNano(1)));
        assertThat(normalized.records()).hasSize(1);
        assertThat(normalized.rejections())
                .extracting(Rejection::reason, Rejection::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Reason.NOT_FINITE, 2),
                        org.assertj.core.groups.Tuple.tuple(Reason.TIME_BEFORE, 1));
        assertThat(normalized.received()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = AggregationTemporality.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNRECOGNIZED", "AGGREGATION_TEMPORALITY_UNSPECIFIED"})
    void histogram_bothTemporalities_areTaken(AggregationTemporality temporality) {
        assertThat(normalize(histogram(temporality, buckets())).records()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 20})
    void exponential_scaleAtTheEdge_isTaken(int scale) {
        assertThat(normalize(exponential(exponentialBuckets().setScale(scale))).records())
                .hasSize(1);
    }
}
