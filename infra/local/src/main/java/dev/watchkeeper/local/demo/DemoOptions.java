package dev.watchkeeper.local.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a start of the stack may vary.
 *
 * @param alertmanager the address of an Alertmanager of the user's, instead of a local one
 * @param anyPorts take free ports instead of the usual ones
 * @param recording the recorded telemetry that is sent in before live time begins; none begins cold
 * @param shop whether the demo shop runs
 * @param jobSettings further settings of the jobs
 * @param shopSettings further settings of the shop
 * @param routerSettings further settings of the router
 */
public record DemoOptions(
        Optional<String> alertmanager,
        boolean anyPorts,
        List<Path> recording,
        boolean shop,
        Map<String, String> jobSettings,
        Map<String, String> shopSettings,
        Map<String, String> routerSettings) {

    /** The usual ports, by name. */
    private static final Map<String, Integer> USUAL = Map.ofEntries(
            Map.entry("kafka", 9092),
            Map.entry("registry", 8081),
            Map.entry("postgres", 5432),
            Map.entry("otlp-grpc", 4317),
            Map.entry("otlp-http", 4318),
            Map.entry("flink", 8082),
            Map.entry("router", 8083),
            Map.entry("raft", 8084),
            Map.entry("console", 8080),
            Map.entry("alertmanager", 9093),
            Map.entry("shop", 7070),
            Map.entry("order", 7001),
            Map.entry("inventory", 7002),
            Map.entry("payment-1", 7003),
            Map.entry("payment-2", 7004));

    public DemoOptions {
        recording = List.copyOf(recording);
        jobSettings = Map.copyOf(jobSettings);
        shopSettings = Map.copyOf(shopSettings);
        routerSettings = Map.copyOf(routerSettings);
    }

    /** The ports to look for: the usual ones, or 0 for any. */
    public Map<String, Integer> wantedPorts() {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        USUAL.forEach((name, port) -> wanted.put(name, anyPorts ? 0 : port));
        return wanted;
    }
}
