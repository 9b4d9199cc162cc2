package dev.watchkeeper.jobs.detection.evidence;

import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a series is.
 *
 * @param series its key
 * @param entity whose it is: a service or an instance
 * @param callee who is called, for {@code call.*}
 */
public record SeriesIdentity(
        String series,
        Entity entity,
        String metric,
        Map<String, String> attributes,
        String statistic,
        String unit,
        Signal signal,
        @Nullable Entity callee) {

    /** The identity of a point's series. */
    public static SeriesIdentity of(SeriesPoint point) {
        return new SeriesIdentity(
                point.getSeries(),
                point.getEntity(),
                point.getMetric(),
                Map.copyOf(point.getAttributes()),
                point.getStatistic(),
                point.getUnit(),
                point.getSignal(),
                point.getCallee());
    }

    /** What its baseline must know. */
    public SeriesKind kind() {
        return SeriesKind.of(signal, metric, unit, statistic, attribute("severity"));
    }

    /** An attribute, or an empty text. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }
}
