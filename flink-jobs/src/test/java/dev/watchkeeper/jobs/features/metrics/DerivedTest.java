package dev.watchkeeper.jobs.features.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DerivedTest {

    private static final Entity PROCESS = Telemetry.service("orders");

    private final DerivedMemory memory = new DerivedMemory();

    @Test
    void floor_isTheLeastSumOfThePoolsInAMinute() {
        assertThat(heap(0, 10, 5)).isEqualTo(15);
        assertThat(heap(10_000, 90, 5)).isEqualTo(15);
        assertThat(heap(59_999, 90, 6)).isEqualTo(15);
    }

    @Test
    void sumAMinuteOld_isForgotten() {
        heap(0, 10, 5);
        heap(10_000, 90, 5);
        assertThat(heap(60_000, 91, 6)).isEqualTo(95);
    }

    @Test
    void memoryOutsideTheHeap_doesNotCount() {
        SeriesPoint other = Points.of(
                PROCESS,
                "jvm.memory.used",
                Map.of("jvm.memory.type", "non_heap"),
                "value",
                Signal.MEMORY,
                "By",
                0,
                7,
                PointState.OK,
                0,
                0,
                null,
                List.of());
        assertThat(Derived.of(PROCESS, 0, List.of(other), memory)).isEmpty();
    }

    @Test
    void gcRatio_isTheSecondsOfAllCollectorsPerSecond() {
        List<SeriesPoint> derived = Derived.of(
                PROCESS,
                10_000,
                List.of(
                        gc("young", "rate", 0.4, 4),
                        gc("young", "mean", 0.05, 4),
                        gc("old", "rate", 0.1, 1),
                        gc("old", "mean", 0.3, 1)),
                memory);
        assertThat(derived).singleElement().satisfies(point -> {
            assertThat(point.getStatistic()).isEqualTo("ratio");
            assertThat(point.getValue()).isCloseTo(0.05, within(1e-12));
        });
    }

    @Test
    void noCollection_isARatioOfZero() {
        assertThat(Derived.of(PROCESS, 10_000, List.of(gc("young", "rate", 0, 0)), memory))
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isZero());
    }

    private double heap(long time, double eden, double old) {
        List<SeriesPoint> derived =
                Derived.of(PROCESS, time, List.of(pool("eden", time, eden), pool("old", time, old)), memory);
        assertThat(derived).hasSize(1);
        return derived.get(0).getValue();
    }

    private static SeriesPoint pool(String name, long time, double value) {
        Map<String, String> attributes = Map.of("jvm.memory.type", "heap", "jvm.memory.pool.name", name);
        return Points.of(
                PROCESS,
                "jvm.memory.used",
                attributes,
                "value",
                Signal.MEMORY,
                "By",
                time,
                value,
                PointState.OK,
                0,
                0,
                null,
                List.of());
    }

    private static SeriesPoint gc(String name, String statistic, double value, long count) {
        return Points.of(
                PROCESS,
                "jvm.gc.duration",
                Map.of("jvm.gc.name", name),
                statistic,
                Signal.GC,
                "s",
                10_000,
                value,
                PointState.OK,
                10_000,
                count,
                null,
                List.of());
    }
}
