package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What is active at the receiver, Alertmanager or the small one. */
final class Receiver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    Receiver(String address) {
        this.address = address;
    }

    /** The active alert of an incident. */
    Optional<JsonNode> active(String incident) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v2/alerts"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            JsonNode alerts = JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            for (JsonNode alert : alerts) {
                if (alert.path("labels").path("incident").asText().equals(incident)) {
                    return Optional.of(alert);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the receiver does not answer at " + address, e);
        }
    }
}
