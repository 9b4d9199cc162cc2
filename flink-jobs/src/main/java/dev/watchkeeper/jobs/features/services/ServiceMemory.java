package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.schemas.record.Entity;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of a service from its windows so far, so that nothing happening becomes a zero and not a hole: state,
 * filled by Flink. Times are window ends; 0 means never.
 */
public final class ServiceMemory {

    /** The service as a whole. */
    public Scope whole = new Scope();

    /** Its instances. */
    public Map<String, Scope> instances = new HashMap<>();

    /** Who answered at an address, so that calls nobody answers can still be put down to somebody. */
    public Map<String, Callee> addresses = new HashMap<>();

    /** What a service or an instance of it did, and when last. */
    public static final class Scope {

        /** Answered a request. */
        public long requests;

        /** Wrote a line: one time for each severity class. */
        public long[] lines = new long[4];

        /** Called somebody, by the callee's key. */
        public Map<String, Callee> callees = new HashMap<>();
    }

    /** Somebody who is called. */
    public static final class Callee {

        /** Who. */
        public Entity entity = new Entity();

        /** When last. */
        public long seen;

        /** For Flink. */
        public Callee() {}

        Callee(Entity entity, long seen) {
            this.entity = entity;
            this.seen = seen;
        }
    }
}
