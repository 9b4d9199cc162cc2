package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.schemas.record.Entity;

/**
 * A record of the synthetic entity.
 *
 * @param entity the synthetic entity of a tenant
 * @param timeMillis the record's event time
 */
public record Heartbeat(Entity entity, long timeMillis) {}
