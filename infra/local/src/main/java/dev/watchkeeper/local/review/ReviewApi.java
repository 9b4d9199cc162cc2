package dev.watchkeeper.local.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.rooms.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** The review API as the terminal uses it: with the token that it wrote for this machine. */
public final class ReviewApi {

    /** A review as it was read, with the version that an answer must name. */
    public record Shown(JsonNode review, String version) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String token;

    private ReviewApi(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /** The API of the stack that runs. */
    public static ReviewApi of(Home home, StackState state) {
        try {
            return new ReviewApi(
                    state.address("console"),
                    Files.readString(home.secrets().resolve("cli.token")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("no token for the review API: was the stack started by you?", e);
        }
    }

    /** Incidents, newest first. */
    public JsonNode incidents() throws InterruptedException {
        return json(send(request("/api/v1/incidents").GET()));
    }

    /** Decisions about an incident. */
    public JsonNode decisions(String incident) throws InterruptedException {
        return json(send(request("/api/v1/decisions?incident=" + incident).GET()));
    }

    /** A review by its number or id. */
    public Shown review(String reference) throws InterruptedException {
        HttpResponse<String> answer =
                send(request("/api/v1/reviews/" + reference).GET());
        return new Shown(json(answer), answer.headers().firstValue("ETag").orElse(""));
    }

    /** Answers a review as it was shown. */
    public JsonNode answer(String reference, String version, ObjectNode verdict) throws InterruptedException {
        return json(send(request("/api/v1/reviews/" + reference + "/verdict")
                .header("If-Match", version)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(verdict.toString()))));
    }

    /** Puts a fault or a deployment on the console's time axis. */
    public void annotate(String kind, Instant time, String service, String text, boolean on)
            throws InterruptedException {
        ObjectNode annotation = JSON.createObjectNode()
                .put("kind", kind)
                .put("time", time.toString())
                .put("service", service)
                .put("text", text)
                .put("on", on);
        send(request("/api/v1/annotations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(annotation.toString())));
    }

    /** The address of a page. */
    public String page(String path) {
        return address + path;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(refusal(answer));
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("the review API does not answer at " + address, e);
        }
    }

    private static String refusal(HttpResponse<String> answer) {
        try {
            JsonNode problem = JSON.readTree(answer.body());
            return answer.statusCode() + " " + problem.path("title").asText() + ": "
                    + problem.path("detail").asText();
        } catch (IOException e) {
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the review API answered no JSON", e);
        }
    }
}
