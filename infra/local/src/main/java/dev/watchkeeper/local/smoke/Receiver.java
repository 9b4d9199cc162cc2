package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What is active at the receiver, Alertmanager or the small one. */
final class Receiver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    Receiver(String address) {
        this.address = address;
    }

    /**
     * The active alerts.
     *
     * @throws IOException it does not answer, or answers anything but a list of alerts
     */
    JsonNode active() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v2/alerts"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the receiver answers " + answer.statusCode() + " at " + address);
        }
        JsonNode alerts = JSON.readTree(answer.body());
        if (!alerts.isArray()) {
            throw new IOException("the receiver answers no list of alerts at " + address);
        }
        return alerts;
    }
}
