package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;

/**
 * Calls from one entity to another, as last seen.
 *
 * @param requests calls a second
 * @param errors failed calls a second
 * @param p95Seconds on the caller's side
 * @param lastMillis event time when they were last seen
 */
public record Edge(Entity caller, Entity callee, double requests, double errors, double p95Seconds, long lastMillis) {

    static Edge of(Entity caller, Call call, long timeMillis) {
        return new Edge(
                caller, call.getCallee(), call.getRequests(), call.getErrors(), call.getP95Seconds(), timeMillis);
    }
}
