package dev.watchkeeper.shop.supervise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.shop.serve.Json;
import java.time.Instant;

/**
 * Something that was done to the shop or happened to it.
 *
 * @param kind {@code fault-on}, {@code fault-off}, {@code restart}, {@code deployment}, {@code died},
 *     {@code out-of-memory}, {@code up}, {@code peak}
 * @param instance empty if all of the service
 */
public record ShopEvent(Instant time, String kind, String service, String instance, String text) {

    /** The event as the control endpoint and the recording give it. */
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("time", time.toString())
                .put("timeMillis", time.toEpochMilli())
                .put("kind", kind);
        if (!service.isEmpty()) {
            json.put("service", service);
        }
        if (!instance.isEmpty()) {
            json.put("instance", instance);
        }
        return json.put("text", text);
    }
}
