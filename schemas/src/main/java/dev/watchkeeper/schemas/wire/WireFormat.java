package dev.watchkeeper.schemas.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Schemas and their ids, as one registry knows them. Thread-safe; ids and schemas are cached for ever, for they never
 * change; an id that the registry does not know is remembered for a minute, so that a flood of garbage does not become
 * a flood of requests.
 */
public final class WireFormat {

    /** The first byte of every record. */
    static final byte MAGIC = 0;

    /** Bytes before the Avro body: the magic byte and the schema id. */
    static final int HEADER_BYTES = 5;

    private static final int CACHED_SCHEMAS = 1000;
    private static final long UNKNOWN_FOR_NANOS = 60_000_000_000L;

    private final SchemaRegistryClient registry;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();

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
     * @throws UndecodableRecord the registry knows no such id
     */
    Schema schema(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Long since = unknownSince.get(id);
        if (since != null && System.nanoTime() - since < UNKNOWN_FOR_NANOS) {
            throw unknown(id);
        }
        try {
            Schema schema = (Schema) registry.getSchemaById(id).rawSchema();
            byId.put(id, schema);
            return schema;
        } catch (IOException e) {
            throw new RegistryUnavailable("no schema for id " + id, e);
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                unknownSince.put(id, System.nanoTime());
                throw unknown(id);
            }
            throw new RegistryUnavailable("no schema for id " + id, e);
        }
    }

    private static UndecodableRecord unknown(int id) {
        return new UndecodableRecord(UndecodableRecord.Reason.UNKNOWN_SCHEMA, "schema id " + id + " is not registered");
    }
}
