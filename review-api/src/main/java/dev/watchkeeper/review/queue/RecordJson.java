package dev.watchkeeper.review.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Incident;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Records as plain JSON: unions without their wrapper, infinities and NaN as null, no NUL, which the store refuses. */
final class RecordJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordJson() {}

    /** The whole record. */
    static ObjectNode of(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), value(record.get(field.pos())));
        }
        return object;
    }

    /** What a list shows of an incident: everything but its alerts, calls and candidates, and its first cause by name. */
    static ObjectNode summary(Incident incident) {
        ObjectNode summary = of(incident);
        summary.remove("alerts");
        summary.remove("calls");
        summary.remove("causes");
        summary.put("firstCause", firstCause(incident));
        return summary;
    }

    /** Name of the likeliest first cause; null where there is none. */
    static @Nullable String firstCause(Incident incident) {
        for (Cause cause : incident.getCauses()) {
            return clean(cause.getEntity().getName());
        }
        return null;
    }

    /** The text without NUL. */
    static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = NODES.arrayNode(items.size());
            items.forEach(item -> array.add(value(item)));
            return array;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        return NODES.textNode(clean(value.toString()));
    }
}
