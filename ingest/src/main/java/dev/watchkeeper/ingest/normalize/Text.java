package dev.watchkeeper.ingest.normalize;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;

/** OTLP's values as text: scalars as they are, bytes in base 64, arrays and lists of pairs as JSON. Bounded. */
final class Text {

    private Text() {}

    /** The value as text of at most that many characters. */
    static String of(AnyValue value, int maxChars) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> cut(value.getStringValue(), maxChars);
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BYTES_VALUE -> base64(value, maxChars);
            case ARRAY_VALUE, KVLIST_VALUE -> json(value, maxChars);
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
        };
    }

    /** At most that many characters, never half a surrogate pair. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        boolean splits = maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, splits ? maxChars - 1 : maxChars);
    }

    private static String base64(AnyValue value, int maxChars) {
        int bytes = Math.min(value.getBytesValue().size(), maxChars / 4 * 3);
        return Base64.getEncoder()
                .encodeToString(value.getBytesValue().substring(0, bytes).toByteArray());
    }

    private static String json(AnyValue value, int maxChars) {
        StringBuilder json = new StringBuilder();
        append(value, json, maxChars);
        return cut(json.toString(), maxChars);
    }

    /** Stops soon after the bound; what was begun is then cut. */
    private static void append(AnyValue value, StringBuilder json, int maxChars) {
        switch (value.getValueCase()) {
            case STRING_VALUE, BYTES_VALUE -> quote(of(value, maxChars), json);
            case BOOL_VALUE, INT_VALUE -> json.append(of(value, maxChars));
            case DOUBLE_VALUE -> number(value.getDoubleValue(), json);
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> json.append("null");
            case ARRAY_VALUE -> {
                char separator = '[';
                for (AnyValue item : value.getArrayValue().getValuesList()) {
                    append(item, json.append(separator), maxChars);
                    separator = ',';
                    if (json.length() > maxChars) {
                        return;
                    }
                }
                json.append(separator == '[' ? "[]" : "]");
            }
            case KVLIST_VALUE -> {
                char separator = '{';
                for (KeyValue item : value.getKvlistValue().getValuesList()) {
                    quote(cut(item.getKey(), maxChars), json.append(separator));
                    append(item.getValue(), json.append(':'), maxChars);
                    separator = ',';
                    if (json.length() > maxChars) {
                        return;
                    }
                }
                json.append(separator == '{' ? "{}" : "}");
            }
        }
    }

    private static void number(double value, StringBuilder json) {
        if (Double.isFinite(value)) {
            json.append(value);
        } else {
            json.append('"').append(value).append('"');
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
