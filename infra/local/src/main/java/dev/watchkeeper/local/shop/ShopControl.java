package dev.watchkeeper.local.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The demo shop's control: faults on and off, restarts, deployments. */
public final class ShopControl {

    /** The shop waits up to 40 s for each of a service's two instances before it says that one did not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    /** Speaks to the control at this address. */
    public ShopControl(String address) {
        this.address = address;
    }

    /** Puts a fault on; the answer says what really happens. */
    public String on(String kind, String service, int strength) throws InterruptedException {
        return text(ask("PUT", "/faults/" + kind + "?service=" + service + "&strength=" + strength));
    }

    /** Takes a fault off. */
    public String off(String kind, String service) throws InterruptedException {
        return text(ask("DELETE", "/faults/" + kind + "?service=" + service));
    }

    /** What happened since the shop's start, as JSON. */
    public String events() throws InterruptedException {
        return ask("GET", "/events");
    }

    private static String text(String answer) {
        try {
            return new ObjectMapper().readTree(answer).path("text").asText(answer);
        } catch (IOException e) {
            return answer;
        }
    }

    private String ask(String method, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalArgumentException("the shop refused (" + answer.statusCode() + "): " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("the shop does not answer at " + address + ": is the demo running?", e);
        }
    }
}
