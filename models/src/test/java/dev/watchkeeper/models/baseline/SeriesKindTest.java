package dev.watchkeeper.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.models.pooling.Slot;
import dev.watchkeeper.schemas.record.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesKindTest {

    @ParameterizedTest
    @CsvSource({
        "TRAFFIC, span.requests, {request}/s, rate, EVENTS, TRAFFIC",
        "ERRORS, span.errors, 1, ratio, RATIO, ERRORS_TOTAL",
        "ERRORS, span.errors.self, 1, ratio, RATIO, ERRORS_SELF",
        "LATENCY, span.duration, s, p95, DURATION, LATENCY_TOTAL",
        "LATENCY, span.self, s, p50, DURATION, LATENCY_SELF",
        "LATENCY, http.server.request.duration, s, mean, DURATION, LATENCY_TOTAL",
        "LATENCY, http.server.request.duration, {request}/s, rate, EVENTS, TRAFFIC",
        "CALLS, call.requests, {request}/s, rate, EVENTS, CALLS_TOTAL",
        "CALLS, call.errors, 1, ratio, RATIO, CALLS_TOTAL",
        "CALLS, call.unanswered, 1, ratio, RATIO, CALLS_OWN",
        "CALLS, call.duration, s, p50, DURATION, CALLS_TOTAL",
        "CALLS, call.wait, s, mean, DURATION, CALLS_OWN",
        "CPU, jvm.cpu.recent_utilization, 1, value, UTILIZATION, CPU",
        "MEMORY, jvm.memory.used, By, floor, AMOUNT, MEMORY",
        "GC, jvm.gc.duration, 1, ratio, UTILIZATION, GC",
        "THREADS, jvm.thread.count, {thread}, value, AMOUNT, THREADS",
        "POOLS, db.client.connection.count, {connection}, value, AMOUNT, POOLS",
        "LOGS, log.lines, {line}/s, rate, EVENTS, LOGS",
        "LOGS, log.templates, {template}, count, EVENTS, LOGS",
        "OTHER, orders.created, {order}/s, rate, EVENTS, OTHER",
        "OTHER, temperature, Cel, value, AMOUNT, OTHER",
    })
    void kind_ofASeriesOfTheFeaturesJob_isMeasuredAndPooledAsItShould(
            Signal signal, String metric, String unit, String statistic, Measure measure, Slot slot) {
        SeriesKind kind = SeriesKind.of(signal, metric, unit, statistic, "");
        assertThat(kind.measure()).isEqualTo(measure);
        assertThat(Slot.of(kind)).isEqualTo(slot);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, true", "warn, true", "FATAL, true", "INFO, false", "DEBUG, false", "'', false"})
    void logs_loudOnes_wereExpectedToBeZero(String severity, boolean zero) {
        assertThat(SeriesKind.of(Signal.LOGS, "log.lines", "{line}/s", "rate", severity)
                        .startsAtZero())
                .isEqualTo(zero);
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void everySignal_hasAKind(Signal signal) {
        assertThat(SeriesKind.of(signal, "any", "", "value", "").signal()).isNotNull();
    }

    @Test
    void signals_areAsManyAsTheFeatureSetKnows() {
        assertThat(Signal.values()).hasSize(Residual.SIGNALS);
    }
}
