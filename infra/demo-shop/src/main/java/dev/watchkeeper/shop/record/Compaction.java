package dev.watchkeeper.shop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Makes an OTLP/JSON request smaller without making it another one: ids get small numbers, times are cut to 10 µs,
 * floats to seven digits, and what no reader needs is left out (descriptions, exemplars, flags, schema addresses,
 * scope versions, when a log line was observed, empty lists). It stays valid OTLP/JSON.
 */
final class Compaction {

    private static final Set<String> LEFT_OUT = Set.of(
            "description",
            "exemplars",
            "flags",
            "schemaUrl",
            "traceState",
            "droppedAttributesCount",
            "observedTimeUnixNano",
            "entityRefs");
    private static final MathContext DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);
    /** The last digits of a time in nanoseconds that are made zeros: steps of 10 µs. */
    private static final String ZEROS = "0000";

    private final Ids ids;

    Compaction(Ids ids) {
        this.ids = ids;
    }

    /** Changes the tree in place. */
    void compact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(LEFT_OUT);
            JsonNode scope = object.get("scope");
            if (scope instanceof ObjectNode named) {
                named.remove("version");
            }
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                field.setValue(smaller(field.getKey(), field.getValue()));
                if (field.getValue().isContainerNode() && field.getValue().isEmpty()) {
                    fields.remove();
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::compact);
        }
    }

    private JsonNode smaller(String name, JsonNode value) {
        if (value.isContainerNode()) {
            compact(value);
            return value;
        }
        if (value.isTextual()) {
            return TextNode.valueOf(text(name, value.textValue()));
        }
        return value.isDouble() ? number(value.doubleValue()) : value;
    }

    private String text(String name, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (name) {
            case "traceId" -> ids.trace(value);
            case "spanId", "parentSpanId" -> ids.span(value);
            case "timeUnixNano", "startTimeUnixNano", "endTimeUnixNano", "observedTimeUnixNano" ->
                value.substring(0, value.length() - ZEROS.length()) + ZEROS;
            default -> value;
        };
    }

    private static JsonNode number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return DoubleNode.valueOf(value);
        }
        return DoubleNode.valueOf(new BigDecimal(value).round(DIGITS).doubleValue());
    }

    /** The latest time that stands in a request, in nanoseconds: when it was sent, nearly. 0 if none does. */
    static long latestNanos(JsonNode node) {
        long latest = 0;
        if (node instanceof ObjectNode object) {
            for (String name : new String[] {"timeUnixNano", "endTimeUnixNano"}) {
                latest = Math.max(latest, object.path(name).asLong(0));
            }
        }
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                latest = Math.max(latest, latestNanos(child));
            }
        }
        return latest;
    }
}
