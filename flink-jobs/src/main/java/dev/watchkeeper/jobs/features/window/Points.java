package dev.watchkeeper.jobs.features.window;

import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes points of series, their key among them. */
public final class Points {

    private Points() {}

    /** A point without attributes, in state OK. */
    public static SeriesPoint of(
            Entity entity,
            String metric,
            String statistic,
            Signal signal,
            String unit,
            long timeMillis,
            double value,
            long intervalMillis,
            long count,
            List<String> traceIds) {
        return of(
                entity,
                metric,
                Map.of(),
                statistic,
                signal,
                unit,
                timeMillis,
                value,
                PointState.OK,
                intervalMillis,
                count,
                null,
                traceIds);
    }

    /** A point with everything said. */
    public static SeriesPoint of(
            Entity entity,
            String metric,
            Map<String, String> attributes,
            String statistic,
            Signal signal,
            String unit,
            long timeMillis,
            double value,
            PointState state,
            long intervalMillis,
            long count,
            @Nullable Entity callee,
            List<String> traceIds) {
        return SeriesPoint.newBuilder()
                .setSeries(SeriesKeys.key(entity, metric, statistic, attributes))
                .setEntity(entity)
                .setMetric(metric)
                .setAttributes(attributes)
                .setStatistic(statistic)
                .setUnit(unit)
                .setSignal(signal)
                .setTimeMillis(timeMillis)
                .setValue(value)
                .setState(state)
                .setIntervalMillis(intervalMillis)
                .setCount(count)
                .setCallee(callee)
                .setTraceIds(traceIds)
                .build();
    }
}
