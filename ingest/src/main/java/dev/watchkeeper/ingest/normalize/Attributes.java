package dev.watchkeeper.ingest.normalize;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attributes as text, bounded.
 *
 * @param values the first ones, in the order sent; the first of two with the same key
 * @param dropped how many the bound dropped; of two with the same key the second counts as dropped
 */
record Attributes(Map<String, String> values, int dropped) {

    private static final Attributes NONE = new Attributes(Map.of(), 0);

    static Attributes of(List<KeyValue> sent, Bounds bounds) {
        if (sent.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>(Math.min(sent.size(), bounds.attributes()) * 4 / 3 + 1);
        for (KeyValue attribute : sent) {
            if (values.size() == bounds.attributes()) {
                break;
            }
            String key = attribute.getKey();
            if (!key.isEmpty() && key.length() <= bounds.nameChars()) {
                values.putIfAbsent(key, Text.of(attribute.getValue(), bounds.valueChars()));
            }
        }
        return new Attributes(values, sent.size() - values.size());
    }

    /** What was dropped in all: by the bound, by the sender (unsigned in OTLP), and from the resource. */
    static int dropped(int here, int sender, int resource) {
        long all = (long) here + Integer.toUnsignedLong(sender) + resource;
        return (int) Math.min(all, Integer.MAX_VALUE);
    }
}
