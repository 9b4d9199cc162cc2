package dev.watchkeeper.ingest.normalize;

import static dev.watchkeeper.ingest.Otlp.NANOS;
import static dev.watchkeeper.ingest.Otlp.attribute;
import static dev.watchkeeper.ingest.Otlp.gauge;
import static dev.watchkeeper.ingest.Otlp.metrics;
import static dev.watchkeeper.ingest.Otlp.number;
import static dev.watchkeeper.ingest.Otlp.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.MetricPoint;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells streams apart, and what does not. */
final class StreamIdentityTest {

    private static final Sender SENDER = new Sender("default", "test");

    private final MetricNormalizer normalizer = new MetricNormalizer(Bounds.DEFAULTS);

    private String stream(Resource resource, Metric metric) {
        return stream(SENDER, resource, metric);
    }

    private String stream(Sender sender, Resource resource, Metric metric) {
        List<MetricPoint> made =
                normalizer.normalize(metrics(resource, metric), sender, NANOS).records();
        assertThat(made).hasSize(1);
        return made.get(0).getStream();
    }

    private static Metric sum(boolean monotonic, AggregationTemporality temporality) {
        return Metric.newBuilder()
                .setName("m")
                .setUnit("By")
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(monotonic)
                        .setAggregationTemporality(temporality)
                        .addDataPoints(number(1)))
                .build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void attributes_inAnyOrder_areOneStream(long seed) {
        List<KeyValue> attributes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            attributes.add(attribute("key" + i, "value" + i));
        }
        String expected = stream(
                service("orders", attributes.toArray(KeyValue[]::new)),
                gauge("m", number(1).addAllAttributes(attributes)));
        Collections.shuffle(attributes, new Random(seed));
        assertThat(stream(
                        service("orders", attributes.toArray(KeyValue[]::new)),
                        gauge("m", number(2).addAllAttributes(attributes))))
                .isEqualTo(expected);
    }

    @Test
    void replicas_thatShareATimestamp_areTwoStreams() {
        String one = stream(service("orders", attribute("service.instance.id", "a")), gauge("m", number(1)));
        String two = stream(service("orders", attribute("service.instance.id", "b")), gauge("m", number(1)));
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void replicas_thatDifferInAnyResourceAttribute_areTwoStreams() {
        String one = stream(service("orders", attribute("host.name", "h1")), gauge("m", number(1)));
        String two = stream(service("orders", attribute("host.name", "h2")), gauge("m", number(1)));
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void resourceAttributes_beyondTheBound_stillTellApart() {
        KeyValue[] many = new KeyValue[200];
        for (int i = 0; i < many.length; i++) {
            many[i] = attribute("a" + i, "same");
        }
        String one = stream(service("orders", many), gauge("m", number(1)));
        many[199] = attribute("a199", "other");
        assertThat(stream(service("orders", many), gauge("m", number(1)))).isNotEqualTo(one);
    }

    @Test
    void everyPart_tellsApart() {
        Resource orders = service("orders");
        Set<String> streams = new HashSet<>(List.of(
                stream(orders, gauge("m", number(1))),
                stream(orders, gauge("n", number(1))),
                stream(orders, gauge("m", number(1)).toBuilder().setUnit("s").build()),
                stream(orders, sum(true, AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)),
                stream(orders, sum(false, AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)),
                stream(orders, sum(true, AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)),
                stream(orders, gauge("m", number(1).addAttributes(attribute("a", "1")))),
                stream(orders, gauge("m", number(1).addAttributes(attribute("a", 1)))),
                stream(orders, gauge("m", number(1).addAttributes(attribute("a1", "")))),
                stream(service("payment"), gauge("m", number(1))),
                stream(new Sender("acme", "test"), orders, gauge("m", number(1)))));
        assertThat(streams).hasSize(11);
    }

    @Test
    void valueAndTime_doNotTellApart() {
        Resource orders = service("orders");
        assertThat(stream(orders, gauge("m", number(1).setTimeUnixNano(NANOS - 1))))
                .isEqualTo(stream(orders, gauge("m", number(2))));
    }
}
