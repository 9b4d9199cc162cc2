package dev.watchkeeper.ingest.normalize;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which stream a point belongs to: a 128-bit Murmur3 hash over all that tells one writer's metric from another's. The
 * order of attributes does not matter; of several with the same key, which OTLP forbids, it does. Each part is written
 * with its length or type before it, so that no two lists of parts read the same.
 *
 * <p>A resource's, a scope's and a metric's share are hashed once and reused by their points.
 */
final class StreamIdentity {

    private static final Comparator<KeyValue> BY_KEY = Comparator.comparing(KeyValue::getKey);

    private StreamIdentity() {}

    /** The share of the tenant and all resource attributes. */
    static byte[] resource(String tenant, Resource resource) {
        Hasher hasher = hasher();
        put(hasher, tenant);
        put(hasher, resource.getAttributesList());
        return hasher.hash().asBytes();
    }

    /** The share of the scope within a resource. */
    static byte[] scope(byte[] resource, InstrumentationScope scope) {
        Hasher hasher = hasher().putBytes(resource);
        put(hasher, scope.getName());
        put(hasher, scope.getVersion());
        put(hasher, scope.getAttributesList());
        return hasher.hash().asBytes();
    }

    /** The share of the metric within a scope; kind holds temporality and monotonicity too. */
    static byte[] metric(byte[] scope, String name, String unit, String kind) {
        Hasher hasher = hasher().putBytes(scope);
        put(hasher, name);
        put(hasher, unit);
        put(hasher, kind);
        return hasher.hash().asBytes();
    }

    /** The stream of a metric's points with these attributes: 32 hex digits. */
    static String stream(byte[] metric, List<KeyValue> attributes) {
        Hasher hasher = hasher().putBytes(metric);
        put(hasher, attributes);
        return hasher.hash().toString();
    }

    private static Hasher hasher() {
        return Hashing.murmur3_128().newHasher();
    }

    private static void put(Hasher hasher, List<KeyValue> attributes) {
        KeyValue[] sorted = attributes.toArray(new KeyValue[0]);
        Arrays.sort(sorted, BY_KEY);
        hasher.putInt(sorted.length);
        for (KeyValue attribute : sorted) {
            put(hasher, attribute.getKey());
            put(hasher, attribute.getValue());
        }
    }

    private static void put(Hasher hasher, String text) {
        hasher.putInt(text.length()).putUnencodedChars(text);
    }

    private static void put(Hasher hasher, AnyValue value) {
        hasher.putInt(value.getValueCase().getNumber());
        switch (value.getValueCase()) {
            case STRING_VALUE -> put(hasher, value.getStringValue());
            case BOOL_VALUE -> hasher.putBoolean(value.getBoolValue());
            case INT_VALUE -> hasher.putLong(value.getIntValue());
            case DOUBLE_VALUE -> hasher.putDouble(value.getDoubleValue());
            case BYTES_VALUE ->
                hasher.putInt(value.getBytesValue().size())
                        .putBytes(value.getBytesValue().toByteArray());
            case ARRAY_VALUE -> {
                hasher.putInt(value.getArrayValue().getValuesCount());
                value.getArrayValue().getValuesList().forEach(item -> put(hasher, item));
            }
            case KVLIST_VALUE -> put(hasher, value.getKvlistValue().getValuesList());
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> {}
        }
    }
}
