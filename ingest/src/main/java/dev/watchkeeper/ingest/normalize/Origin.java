package dev.watchkeeper.ingest.normalize;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote the records of one resource; shared by all of them.
 *
 * @param entity the service
 * @param instance service.instance.id
 * @param version service.version
 * @param resource all other resource attributes, bounded
 * @param dropped how many the bound or the sender dropped
 */
record Origin(
        Entity entity, @Nullable String instance, @Nullable String version, Map<String, String> resource, int dropped) {

    private static final String ENVIRONMENT = "deployment.environment.name";
    private static final String LEGACY_ENVIRONMENT = "deployment.environment";

    /** The origin; empty where the resource has no service name. */
    static Optional<Origin> of(Resource sent, Sender sender, Bounds bounds) {
        @Nullable String name = null;
        @Nullable String namespace = null;
        @Nullable String environment = null;
        @Nullable String legacy = null;
        @Nullable String instance = null;
        @Nullable String version = null;
        List<KeyValue> others = new ArrayList<>(sent.getAttributesCount());
        for (KeyValue attribute : sent.getAttributesList()) {
            switch (attribute.getKey()) {
                case "service.name" -> name = text(attribute, bounds);
                case "service.namespace" -> namespace = text(attribute, bounds);
                case "service.instance.id" -> instance = text(attribute, bounds);
                case "service.version" -> version = text(attribute, bounds);
                case ENVIRONMENT -> environment = text(attribute, bounds);
                case LEGACY_ENVIRONMENT -> legacy = text(attribute, bounds);
                default -> others.add(attribute);
            }
        }
        if (name == null) {
            return Optional.empty();
        }
        String where = environment != null ? environment : legacy != null ? legacy : "";
        Entity entity = EntityKeys.service(sender.tenant(), where, namespace == null ? "" : namespace, name);
        Attributes resource = Attributes.ofResource(others, bounds);
        int dropped = Attributes.dropped(resource.dropped(), sent.getDroppedAttributesCount(), 0);
        return Optional.of(new Origin(entity, instance, version, resource.values(), dropped));
    }

    /** The value as text; null where it is blank, which says as little as no value. */
    private static @Nullable String text(KeyValue attribute, Bounds bounds) {
        String text = Text.of(attribute.getValue(), bounds.nameChars());
        return text.isBlank() ? null : text;
    }
}
