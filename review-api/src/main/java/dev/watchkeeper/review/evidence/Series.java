package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a series is: its key and what the key was made of.
 *
 * @param key the series key
 * @param entity whose it is
 * @param metric the metric's name
 * @param statistic value, rate, ratio, p95, …
 * @param unit UCUM
 * @param attributes what else tells it apart
 * @param signal its kind, where known
 */
public record Series(
        String key,
        Entity entity,
        String metric,
        String statistic,
        String unit,
        Map<String, String> attributes,
        @Nullable Signal signal) {

    public Series {
        attributes = Map.copyOf(attributes);
    }
}
