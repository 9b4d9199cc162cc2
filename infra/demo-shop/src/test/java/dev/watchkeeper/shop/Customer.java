package dev.watchkeeper.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.shop.serve.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Talks to a running shop as a customer and as who breaks it. */
final class Customer {

    /** An answer. */
    record Answer(int status, JsonNode body) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final Shop shop;

    Customer(Shop shop) {
        this.shop = shop;
    }

    Answer order(String id, String sku, int quantity) {
        return send(HttpRequest.newBuilder(at("order", "/orders"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"" + id + "\",\"sku\":\"" + sku + "\",\"quantity\":" + quantity + "}")));
    }

    String reserve(String order, String sku, int quantity) {
        return send(HttpRequest.newBuilder(at("inventory", "/reservations"))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"order\":\"" + order + "\",\"sku\":\"" + sku + "\",\"quantity\":" + quantity + "}")))
                .body()
                .path("state")
                .asText();
    }

    long stock(String sku) {
        return get("inventory", "/stock/" + sku).body().path("available").asLong(-1);
    }

    Answer get(String service, String path) {
        return send(HttpRequest.newBuilder(at(service, path)));
    }

    String faultOn(String kind, String service, int strength) {
        return control("PUT", "/faults/" + kind + "?service=" + service + "&strength=" + strength)
                .body()
                .path("text")
                .asText();
    }

    void faultOff(String kind, String service) {
        control("DELETE", "/faults/" + kind + "?service=" + service);
    }

    List<Long> pids(String service) {
        List<Long> pids = new ArrayList<>();
        for (JsonNode instance : control("GET", "/state").body().path("instances")) {
            if (instance.path("service").asText().equals(service)
                    && instance.path("state").asText().equals("up")) {
                pids.add(instance.path("pid").asLong());
            }
        }
        return pids;
    }

    List<String> events() {
        return control("GET", "/events").body().findValuesAsText("kind");
    }

    Answer control(String method, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.controlPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private URI at(String service, String path) {
        return shop.supervisor().address(service).resolve(path);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), Json.tree(response.body()));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
