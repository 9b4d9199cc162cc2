package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.jobs.features.window.Points;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Series that come of several streams of one process. Pure but for {@link DerivedMemory}.
 *
 * <ul>
 *   <li>{@code jvm.memory.used|floor}: the sum over the heap's pools, its minimum over the last minute: what stays after
 *       a garbage collection, without asking the collector.
 *   <li>{@code jvm.gc.duration|ratio}: seconds spent in garbage collection per second, over all collectors.
 * </ul>
 */
final class Derived {

    static final String HEAP = "jvm.memory.used";
    static final String GC = "jvm.gc.duration";
    static final long FLOOR_MILLIS = 60_000;

    private Derived() {}

    /**
     * What the points of one process at one time give.
     *
     * @param points all of this process and time
     * @param memory what is remembered of the process; changed
     */
    static List<SeriesPoint> of(Entity process, long timeMillis, List<SeriesPoint> points, DerivedMemory memory) {
        List<SeriesPoint> derived = new ArrayList<>();
        if (takeHeap(timeMillis, points, memory)) {
            double floor =
                    memory.heap.stream().mapToDouble(sum -> sum.value).min().orElseThrow();
            derived.add(Points.of(
                    process, HEAP, "floor", Signal.MEMORY, "By", timeMillis, floor, FLOOR_MILLIS, 0, List.of()));
        }
        long interval = 0;
        double seconds = 0;
        // Sorted, for floating point sums depend on their order.
        List<SeriesPoint> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparing(SeriesPoint::getSeries));
        for (SeriesPoint point : sorted) {
            if (point.getMetric().equals(GC)) {
                interval = Math.max(interval, point.getIntervalMillis());
                if (point.getStatistic().equals("mean")) {
                    seconds += point.getValue() * point.getCount();
                }
            }
        }
        if (interval > 0) {
            derived.add(Points.of(
                    process,
                    GC,
                    "ratio",
                    Signal.GC,
                    "1",
                    timeMillis,
                    seconds * 1e3 / interval,
                    interval,
                    0,
                    List.of()));
        }
        return derived;
    }

    private static boolean takeHeap(long timeMillis, List<SeriesPoint> points, DerivedMemory memory) {
        boolean any = false;
        for (SeriesPoint point : points) {
            if (point.getMetric().equals(HEAP)
                    && point.getStatistic().equals("value")
                    && "heap".equals(point.getAttributes().get("jvm.memory.type"))
                    && Double.isFinite(point.getValue())) {
                memory.pools.put(point.getSeries(), new DerivedMemory.Timed(timeMillis, point.getValue()));
                any = true;
            }
        }
        if (any) {
            memory.pools.values().removeIf(pool -> pool.timeMillis <= timeMillis - FLOOR_MILLIS);
            memory.heap.removeIf(sum -> sum.timeMillis <= timeMillis - FLOOR_MILLIS);
            Map<String, DerivedMemory.Timed> sorted = new TreeMap<>(memory.pools);
            memory.heap.add(new DerivedMemory.Timed(
                    timeMillis,
                    sorted.values().stream().mapToDouble(pool -> pool.value).sum()));
        }
        return any;
    }
}
