package dev.watchkeeper.review.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Incident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
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

    /** The record again; what JSON could not hold, infinities and NaN, is NaN, and a field it hasn't has its default. */
    static <T extends SpecificRecord> T record(JsonNode json, Class<T> type) {
        return type.cast(record(json, SpecificData.get().getSchema(type)));
    }

    private static Object record(JsonNode json, Schema schema) {
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = json.path(field.name());
            record.put(
                    field.pos(),
                    value.isMissingNode() ? SpecificData.get().getDefaultValue(field) : value(value, field.schema()));
        }
        return record;
    }

    private static @Nullable Object value(JsonNode json, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(json, schema);
            case ENUM -> SpecificData.get().createEnum(json.asText(), schema);
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                json.forEach(item -> items.add(value(item, schema.getElementType())));
                yield items;
            }
            case UNION -> json.isNull() ? null : value(json, present(schema));
            case STRING -> json.asText();
            case INT -> json.intValue();
            case LONG -> json.longValue();
            case DOUBLE -> json.isNull() ? Double.NaN : json.doubleValue();
            case BOOLEAN -> json.booleanValue();
            case MAP, FIXED, BYTES, FLOAT, NULL ->
                throw new IllegalArgumentException("no record that is kept has a " + schema.getType());
        };
    }

    /** The branch that is not null: unions here are optional values. */
    private static Schema present(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
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
