package dev.watchkeeper.jobs.features;

import static dev.watchkeeper.jobs.kit.Telemetry.gauge;
import static dev.watchkeeper.jobs.kit.Telemetry.histogram;
import static dev.watchkeeper.jobs.kit.Telemetry.line;
import static dev.watchkeeper.jobs.kit.Telemetry.lineBeat;
import static dev.watchkeeper.jobs.kit.Telemetry.point;
import static dev.watchkeeper.jobs.kit.Telemetry.pointBeat;
import static dev.watchkeeper.jobs.kit.Telemetry.span;
import static dev.watchkeeper.jobs.kit.Telemetry.spanBeat;
import static dev.watchkeeper.jobs.kit.Telemetry.sum;

import dev.watchkeeper.jobs.kit.Kafka;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import dev.watchkeeper.schemas.record.Temporality;
import dev.watchkeeper.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Half a minute of a shop whose numbers can be worked out by hand. First window: 20 orders, of which 2 fail because
 * inventory does. Second: inventory is down, 10 orders fail, nobody answers. Third: nothing. Records come up to 3 s out of order.
 */
final class Shop {

    private static final List<Double> BOUNDS = List.of(0.01, 0.1);

    private static final long BACKLOG = 600_000;

    private final Kafka kafka;
    private final List<Sent> waiting = new ArrayList<>();

    private record Sent(long time, Runnable send) {}

    private Shop(Kafka kafka) {
        this.kafka = kafka;
    }

    /** Everything up to the middle of the second window. */
    static void firstHalf(Kafka kafka) {
        new Shop(kafka).firstHalf();
    }

    /** The rest, up to 40 s: enough to close the third window, too little for the fourth. */
    static void secondHalf(Kafka kafka) {
        new Shop(kafka).secondHalf();
    }

    /** Copies and late records, each to be refused with its reason. */
    static void refused(Kafka kafka) {
        new Shop(kafka).refused();
    }

    /** A backlog's metrics, with their heartbeats. */
    static void tenMinutesOfMetrics(Kafka kafka) {
        for (long time = 0; time <= BACKLOG; time += 1_000) {
            kafka.sendToAll(Topics.METRICS, pointBeat(time));
            if (time % 5_000 == 0) {
                kafka.send(Topics.METRICS, "gauge", gaugeAt(time, 1));
            }
        }
        kafka.flush();
    }

    /** The same backlog's spans and logs, with their heartbeats. */
    static void tenMinutesOfTheRest(Kafka kafka) {
        for (long time = 0; time <= BACKLOG; time += 1_000) {
            Span request = span("orders", (int) time, 1, null, SpanKind.SERVER, time, 0)
                    .build();
            kafka.send(Topics.SPANS, request.getTraceId(), request);
            kafka.sendToAll(Topics.SPANS, spanBeat(time));
            kafka.sendToAll(Topics.LOGS, lineBeat(time));
        }
        kafka.flush();
    }

    private void firstHalf() {
        for (int order = 0; order < 20; order++) {
            order(order, 400L * order + 500, order < 2);
        }
        for (int order = 20; order < 25; order++) {
            unanswered(order, 10_000 + 400L * (order - 20));
        }
        heap(5_000, 100, 40);
        requests(5_000, 100);
        gc(5_000, List.of(1L, 0L, 0L), 0.005);
        later(5_000, () -> kafka.send(Topics.METRICS, "gauge", gaugeAt(5_000, 1)));
        for (int i = 0; i < 10; i++) {
            log(9, "order " + (1000 + i) + " paid", 900L * i);
        }
        log(17, "payment of order 1003 failed: timeout after 30ms", 9_500);
        beats(0, 15_000);
        sendAll();
    }

    private void secondHalf() {
        for (int order = 25; order < 30; order++) {
            unanswered(order, 15_000 + 400L * (order - 25));
        }
        heap(15_000, 150, 50);
        heap(25_000, 20, 60);
        requests(15_000, 200);
        requests(25_000, 30); // restarted: less than before
        gc(15_000, List.of(1L, 4L, 0L), 0.205);
        for (int i = 0; i < 3; i++) {
            log(17, "payment of order " + i + " failed: timeout after 31ms", 15_000 + i);
        }
        beats(16_000, 40_000);
        sendAll();
    }

    private void refused() {
        kafka.raw(Topics.SPANS, 0, "any", new byte[] {1, 2, 3});
        kafka.raw(Topics.SPANS, 1, "any", new byte[] {0, 0, 9, 9, 9, 1});
        kafka.raw(Topics.METRICS, 1, "any", new byte[] {0, 0, 0, 0, 1});
        kafka.raw(Topics.LOGS, 0, "any", new byte[0]);
        Span copy = span("orders", 24, 1, null, SpanKind.SERVER, 10_000 + 400L * 4, 100)
                .build();
        kafka.send(Topics.SPANS, copy.getTraceId(), copy);
        log(9, "much too late", -60_000);
        sendAll();
        // Twice the same stream and time.
        kafka.send(Topics.METRICS, "gauge", gaugeAt(15_000, 2));
        kafka.send(Topics.METRICS, "gauge", gaugeAt(15_000, 3));
    }

    private static MetricPoint gaugeAt(long time, double value) {
        return point("orders", "queue.length", Map.of(), time)
                .setUnit("{order}")
                .setData(gauge(value))
                .build();
    }

    /** An order of 100 ms: 40 ms at inventory (30 there, 15 of them in its database), 30 ms in its own database. */
    private void order(int trace, long at, boolean fails) {
        SpanStatus status = fails ? SpanStatus.ERROR : SpanStatus.UNSET;
        send(span("orders", trace, 1, null, SpanKind.SERVER, at, 100).setStatus(status));
        send(toInventory(trace, at).setStatus(status));
        send(span("orders", trace, 3, 1, SpanKind.CLIENT, at + 40, 30)
                .setAttributes(Map.of("db.system.name", "postgresql", "db.namespace", "orders")));
        send(span("inventory", trace, 4, 2, SpanKind.SERVER, at + 15, 30).setStatus(status));
        send(span("inventory", trace, 5, 4, SpanKind.CLIENT, at + 20, 15)
                .setAttributes(Map.of("db.system", "postgresql", "db.name", "inventory")));
    }

    private void unanswered(int trace, long at) {
        send(span("orders", trace, 1, null, SpanKind.SERVER, at, 100).setStatus(SpanStatus.ERROR));
        send(toInventory(trace, at).setStatus(SpanStatus.ERROR));
    }

    private static Span.Builder toInventory(int trace, long at) {
        return span("orders", trace, 2, 1, SpanKind.CLIENT, at + 10, 40)
                .setAttributes(Map.of("server.address", "127.0.0.1", "server.port", "7002"));
    }

    private void heap(long time, double eden, double old) {
        Map.of("eden", eden, "old", old)
                .forEach((pool, value) -> send(point(
                                "orders",
                                "jvm.memory.used",
                                Map.of("jvm.memory.type", "heap", "jvm.memory.pool.name", pool),
                                time)
                        .setUnit("By")
                        .setData(gauge(value))));
    }

    private void requests(long time, double value) {
        send(point("orders", "requests", Map.of(), time)
                .setUnit("{request}")
                .setData(sum(value, Temporality.CUMULATIVE)));
    }

    private void gc(long time, List<Long> counts, double seconds) {
        send(point("orders", "jvm.gc.duration", Map.of("jvm.gc.name", "serial"), time)
                .setUnit("s")
                .setStartUnixNano((Telemetry.T0 - 5_000) * 1_000_000L)
                .setData(histogram(BOUNDS, counts, seconds)));
    }

    private void beats(long from, long to) {
        for (long time = from; time <= to; time += 1000) {
            Span span = spanBeat(time);
            MetricPoint point = pointBeat(time);
            LogRecord line = lineBeat(time);
            later(time, () -> {
                kafka.sendToAll(Topics.SPANS, span);
                kafka.sendToAll(Topics.METRICS, point);
                kafka.sendToAll(Topics.LOGS, line);
            });
        }
    }

    private void log(int severity, String body, long time) {
        LogRecord record = line("orders", severity, body, time);
        later(time, () -> kafka.send(Topics.LOGS, EntityKeys.key(record.getEntity()), record));
    }

    private void send(Span.Builder span) {
        Span sent = span.build();
        later(millis(sent.getEndUnixNano()), () -> kafka.send(Topics.SPANS, sent.getTraceId(), sent));
    }

    private void send(MetricPoint.Builder point) {
        MetricPoint sent = point.build();
        later(millis(sent.getTimeUnixNano()), () -> kafka.send(Topics.METRICS, sent.getStream(), sent));
    }

    private void later(long time, Runnable send) {
        waiting.add(new Sent(time, send));
    }

    /** Sends what waits, up to 3 s out of order. */
    private void sendAll() {
        Random random = new Random(42);
        Map<Sent, Long> order = new IdentityHashMap<>();
        waiting.forEach(sent -> order.put(sent, sent.time() + random.nextInt(3_000)));
        waiting.stream()
                .sorted(Comparator.comparing(order::get))
                .forEach(sent -> sent.send().run());
        kafka.flush();
    }

    private static long millis(long unixNano) {
        return unixNano / 1_000_000 - Telemetry.T0;
    }
}
