package dev.watchkeeper.jobs.detection.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentencesTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "demo", "shop", "payment");

    @Test
    void errors_inWords() {
        assertThat(say(series(PAYMENT, "span.errors.self", "ratio", "1", Signal.ERRORS, Map.of(), null), 0.003, 0.24))
                .isEqualTo("errors 0.3 % → 24 %");
    }

    @Test
    void databaseCalls_nameTheDatabase() {
        Entity database = Entity.newBuilder(PAYMENT)
                .setType(EntityType.DATABASE)
                .setName("postgresql/payment")
                .build();

        assertThat(say(series(PAYMENT, "call.duration", "p95", "s", Signal.CALLS, Map.of(), database), 0.008, 0.42))
                .isEqualTo("calls to postgresql/payment p95 8 ms → 420 ms");
    }

    @Test
    void instance_isNamed() {
        Entity second = EntityKeys.instance(PAYMENT, "payment-2");

        assertThat(say(series(second, "jvm.cpu.time", "rate", "s/s", Signal.CPU, Map.of(), null), 0.05, 0.8))
                .isEqualTo("CPU 0.05 → 0.8 cores on payment-2");
    }

    @Test
    void logs_nameTheSeverity() {
        assertThat(say(
                        series(PAYMENT, "log.lines", "rate", "{line}/s", Signal.LOGS, Map.of("severity", "WARN"), null),
                        0.1,
                        30))
                .isEqualTo("WARN lines 0.1/s → 30/s");
    }

    @Test
    void growth_inWords() {
        SeriesIdentity heap = series(PAYMENT, "jvm.memory.used", "floor", "By", Signal.MEMORY, Map.of(), null);

        assertThat(Sentences.growth(heap, 0.34, 15, 0.02))
                .isEqualTo("heap after GC grew 34 % in 15 minutes, 2 % expected");
    }

    private static String say(SeriesIdentity series, double expected, double value) {
        return Sentences.of(series, EvidenceKind.of(series).orElseThrow(), expected, value);
    }

    private static SeriesIdentity series(
            Entity entity,
            String metric,
            String statistic,
            String unit,
            Signal signal,
            Map<String, String> attributes,
            @Nullable Entity callee) {
        return new SeriesIdentity("key", entity, metric, attributes, statistic, unit, signal, callee);
    }
}
