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
        return of(sent, bounds, Integer.MAX_VALUE);
    }

    /** Those of a resource: bounded in all their characters too, since each of its records carries them. */
    static Attributes ofResource(List<KeyValue> sent, Bounds bounds) {
        return of(sent, bounds, bounds.resourceChars());
    }

    private static Attributes of(List<KeyValue> sent, Bounds bounds, int maxChars) {
        if (sent.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>(Math.min(sent.size(), bounds.attributes()) * 4 / 3 + 1);
        int chars = 0;
        for (KeyValue attribute : sent) {
            if (values.size() == bounds.attributes()) {
                break;
            }
            String key = attribute.getKey();
            if (key.isEmpty() || key.length() > bounds.nameChars() || values.containsKey(key)) {
                continue;
            }
            String value = Text.of(attribute.getValue(), bounds.valueChars());
            if (key.length() + value.length() <= maxChars - chars) {
                chars += key.length() + value.length();
                values.put(key, value);
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
