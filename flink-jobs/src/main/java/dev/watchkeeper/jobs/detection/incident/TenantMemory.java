package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.alert.AlertState;
import java.util.Map;

/**
 * What is kept of a tenant.
 *
 * @param topology who calls whom
 * @param alerts those of open incidents, by id
 * @param incidents the open ones, by id
 */
public record TenantMemory(Topology topology, Map<String, AlertState> alerts, Map<String, OpenIncident> incidents) {

    /** Nothing known yet. */
    public static TenantMemory unknown() {
        return new TenantMemory(Topology.unknown(), Map.of(), Map.of());
    }

    /** Whether nothing has to be kept. */
    public boolean isEmpty() {
        return incidents.isEmpty() && alerts.isEmpty() && topology.edges().isEmpty();
    }
}
