package dev.watchkeeper.schemas.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Schemas and their ids, as one registry knows them. Thread-safe; ids and schemas are cached for ever, for they never
 * change; an id that the registry does not know, or whose schema is no Avro, is remembered for a minute, so that a flood
 * of garbage does not become a flood of requests.
 */
public final class WireFormat {

    /** The first byte of every record. */
    static final byte MAGIC = 0;

    /** Bytes before the Avro body: the magic byte and the schema id. */
    static final int HEADER_BYTES = 5;

    private static final int CACHED_SCHEMAS = 1000;
    private static final long UNUSABLE_FOR_NANOS = 60_000_000_000L;

    /** Unusable ids remembered; garbage has four billion of them. */
    static final int UNUSABLE_IDS = 10_000;

    /** How the client begins to say that it does not understand a schema: the one thing that tells it from no answer. */
    private static final String NOT_UNDERSTOOD = "Invalid schema";

    private final SchemaRegistryClient registry;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Unusable> unusable = Collections.synchronizedMap(new Remembered());

    private record Unusable(long sinceNanos, UndecodableRecord.Reason reason, String message) {

        boolean holds() {
            return System.nanoTime() - sinceNanos < UNUSABLE_FOR_NANOS;
        }

        UndecodableRecord thrown() {
            return new UndecodableRecord(reason, message);
        }
    }

    /** Forgets the oldest beyond its bound. */
    private static final class Remembered extends LinkedHashMap<Integer, Unusable> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unusable> eldest) {
            return size() > UNUSABLE_IDS;
        }
    }

    /** Speaks to a registry with Confluent's API at this address. */
    public WireFormat(String registryUrl) {
        this(new CachedSchemaRegistryClient(registryUrl, CACHED_SCHEMAS));
    }

    /** Speaks through the given client. */
    public WireFormat(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /** Speaks to the registry with further client properties (credentials, TLS). */
    public WireFormat(String registryUrl, Map<String, String> properties) {
        this(new CachedSchemaRegistryClient(List.of(registryUrl), CACHED_SCHEMAS, properties));
    }

    /**
     * The id of a schema under a subject; registers it where it is new.
     *
     * @throws RegistryUnavailable the registry did not answer: ask again
     * @throws IllegalStateException the registry refused the schema, as incompatible for example
     */
    int id(String subject, Schema schema) {
        try {
            return registry.register(subject, new AvroSchema(schema));
        } catch (IOException e) {
            throw new RegistryUnavailable("no id for " + subject, e);
        } catch (RestClientException e) {
            if (e.getStatus() >= 500) {
                throw new RegistryUnavailable("no id for " + subject, e);
            }
            throw new IllegalStateException("the registry refused the schema of " + subject + ": " + e.getMessage(), e);
        }
    }

    /**
     * The writer's schema behind an id.
     *
     * @throws RegistryUnavailable the registry did not answer: ask again
     * @throws UndecodableRecord the registry knows no such id, or it is no Avro schema's
     */
    Schema schema(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Unusable remembered = unusable.get(id);
        if (remembered != null && remembered.holds()) {
            throw remembered.thrown();
        }
        try {
            if (registry.getSchemaById(id).rawSchema() instanceof Schema schema) {
                byId.put(id, schema);
                return schema;
            }
            throw notAvro(id, "it is of another type");
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.startsWith(NOT_UNDERSTOOD)) {
                throw notAvro(id, why);
            }
            throw new RegistryUnavailable("no schema for id " + id, e);
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                throw remember(id, UndecodableRecord.Reason.UNKNOWN_SCHEMA, "schema id " + id + " is not registered");
            }
            throw new RegistryUnavailable("no schema for id " + id, e);
        }
    }

    /** How many unusable ids are remembered. */
    int unusableIds() {
        return unusable.size();
    }

    private UndecodableRecord notAvro(int id, String why) {
        return remember(
                id,
                UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA,
                "schema id " + id + " is not an Avro schema that can be read: " + why);
    }

    private UndecodableRecord remember(int id, UndecodableRecord.Reason reason, String message) {
        Unusable found = new Unusable(System.nanoTime(), reason, message);
        unusable.remove(id); // so that it counts as the newest
        unusable.put(id, found);
        return found.thrown();
    }
}
