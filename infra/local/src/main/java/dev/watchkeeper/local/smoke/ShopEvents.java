package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the shop's own record of events says. */
final class ShopEvents {

    private ShopEvents() {}

    /** When the first process of a service ran out of memory after an instant. */
    static Optional<Instant> firstOutOfMemory(String events, String service, Instant after) {
        try {
            JsonNode all = new ObjectMapper().readTree(events).path("events");
            return StreamSupport.stream(all.spliterator(), false)
                    .filter(event -> event.path("kind").asText().equals("out-of-memory"))
                    .filter(event -> event.path("service").asText().equals(service))
                    .map(event -> Instant.ofEpochMilli(event.path("timeMillis").asLong()))
                    .filter(time -> !time.isBefore(after))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the shop's events are no JSON", e);
        }
    }
}
