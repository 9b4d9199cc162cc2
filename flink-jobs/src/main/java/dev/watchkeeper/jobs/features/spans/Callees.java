package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom an outgoing span calls, by its own attributes (OpenTelemetry's semantic conventions, the current names first). A
 * server span that answers it knows better; see {@link TraceReading}.
 */
final class Callees {

    private Callees() {}

    /**
     * The database ({@code <db.system.name>/<db.namespace>}), queue ({@code <messaging.system>/<destination>}) or peer
     * that the span names; null where it names none.
     */
    static @Nullable Entity named(Span span) {
        Map<String, String> attributes = span.getAttributes();
        String database = first(attributes, "db.system.name", "db.system");
        if (database != null) {
            String namespace = first(attributes, "db.namespace", "db.name", "server.address", "net.peer.name");
            return entity(span, EntityType.DATABASE, "", namespace == null ? database : database + "/" + namespace);
        }
        String messaging = first(attributes, "messaging.system");
        if (messaging != null) {
            String destination = first(attributes, "messaging.destination.name", "messaging.destination");
            return entity(span, EntityType.QUEUE, "", destination == null ? messaging : messaging + "/" + destination);
        }
        String peer = first(attributes, "service.peer.name", "peer.service");
        if (peer != null) {
            return entity(span, EntityType.SERVICE, span.getEntity().getNamespace(), peer);
        }
        return null;
    }

    /** Where the span's request went, {@code host:port} or {@code host}; null where it does not say. */
    static @Nullable String address(Span span) {
        Map<String, String> attributes = span.getAttributes();
        String host = first(attributes, "server.address", "net.peer.name", "http.host");
        if (host == null) {
            return null;
        }
        String port = first(attributes, "server.port", "net.peer.port");
        return port == null ? host : host + ":" + port;
    }

    private static Entity entity(Span span, EntityType type, String namespace, String name) {
        return Entity.newBuilder(span.getEntity())
                .setType(type)
                .setNamespace(namespace)
                .setName(name)
                .setInstance(null)
                .build();
    }

    private static @Nullable String first(Map<String, String> attributes, String... names) {
        for (String name : names) {
            String value = attributes.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
