package dev.watchkeeper.schemas.entity;

import dev.watchkeeper.schemas.record.Entity;
import java.util.Map;
import java.util.TreeMap;

/** Text keys of series: {@code entity key|metric|statistic[|name=value,…]}, attributes in order of their names. */
public final class SeriesKeys {

    private SeriesKeys() {}

    /** The series' key; the attributes' order does not matter. */
    public static String key(Entity entity, String metric, String statistic, Map<String, String> attributes) {
        StringBuilder key =
                new StringBuilder(128).append(EntityKeys.key(entity)).append('|');
        EntityKeys.append(key, metric);
        EntityKeys.append(key.append('|'), statistic);
        if (!attributes.isEmpty()) {
            char separator = '|';
            for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
                EntityKeys.append(key.append(separator), attribute.getKey());
                EntityKeys.append(key.append('='), attribute.getValue());
                separator = ',';
            }
        }
        return key.toString();
    }
}
