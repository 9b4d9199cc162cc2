package dev.watchkeeper.schemas.entity;

import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text keys of entities: {@code tenant/type/environment/namespace/name[/instance]}, each part with {@code % / | , =}
 * percent-encoded, so that two different entities never share a key.
 */
public final class EntityKeys {

    private EntityKeys() {}

    /** The entity's key; equal for equal entities and for no others. */
    public static String key(Entity entity) {
        StringBuilder key = new StringBuilder(64);
        append(key, entity.getTenant());
        append(key.append('/'), entity.getType().name().toLowerCase(Locale.ROOT));
        append(key.append('/'), entity.getEnvironment());
        append(key.append('/'), entity.getNamespace());
        append(key.append('/'), entity.getName());
        @Nullable String instance = entity.getInstance();
        if (instance != null) {
            append(key.append('/'), instance);
        }
        return key.toString();
    }

    /** The service that an instance belongs to; any other entity is returned as it is. */
    public static Entity service(Entity entity) {
        if (entity.getType() != EntityType.SERVICE_INSTANCE) {
            return entity;
        }
        return Entity.newBuilder(entity)
                .setType(EntityType.SERVICE)
                .setInstance(null)
                .build();
    }

    /** The instance of a service; its name and where it stands are the service's. */
    public static Entity instance(Entity service, String instance) {
        return Entity.newBuilder(service)
                .setType(EntityType.SERVICE_INSTANCE)
                .setInstance(instance)
                .build();
    }

    /** A service entity. */
    public static Entity service(String tenant, String environment, String namespace, String name) {
        return Entity.newBuilder()
                .setTenant(tenant)
                .setType(EntityType.SERVICE)
                .setEnvironment(environment)
                .setNamespace(namespace)
                .setName(name)
                .setInstance(null)
                .build();
    }

    /** The entity that goes through the whole way all the time, so that a blind platform is noticed. */
    public static Entity synthetic(String tenant) {
        return Entity.newBuilder()
                .setTenant(tenant)
                .setType(EntityType.SYNTHETIC)
                .setEnvironment("")
                .setNamespace("")
                .setName("watchkeeper")
                .setInstance(null)
                .build();
    }

    static void append(StringBuilder key, String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '%' -> key.append("%25");
                case '/' -> key.append("%2F");
                case '|' -> key.append("%7C");
                case ',' -> key.append("%2C");
                case '=' -> key.append("%3D");
                default -> key.append(c);
            }
        }
    }
}
