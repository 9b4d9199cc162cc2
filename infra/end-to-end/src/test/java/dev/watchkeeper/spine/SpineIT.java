package dev.watchkeeper.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.local.demo.ConsoleProgress;
import dev.watchkeeper.local.demo.DemoOptions;
import dev.watchkeeper.local.demo.LocalStack;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.review.ReviewApi;
import dev.watchkeeper.local.rooms.Home;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows real records: spans by OTLP/HTTP into ingest, through Kafka, both Flink jobs, the router's replicated log and
 * the review API to a reviewer, and the verdict back to the router and the receiver. Every room is a process of its own.
 */
final class SpineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void failingRequests_becomeAnExplainedIncident_andTheVerdictReachesTheReceiver(@TempDir Path folder)
            throws Exception {
        Home home = new Home(Path.of("../..").toAbsolutePath().normalize(), folder);
        TwoServices services = new TwoServices(7);
        Path recording = folder.resolve("pair.traces.jsonl.gz");
        services.record(recording, 40, System.currentTimeMillis());
        DemoOptions options =
                new DemoOptions(Optional.empty(), true, List.of(recording), false, Map.of(), Map.of(), Map.of());
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor();
        try (LocalStack stack = LocalStack.prepared(home, Preflight.look(options.wantedPorts()), options, progress)) {
            StackState state = stack.start();
            URI traces = URI.create(state.address("otlp-http") + "/v1/traces");
            double failing = 0.6;
            seconds.scheduleAtFixedRate(() -> send(traces, services, failing), 0, 1, TimeUnit.SECONDS);

            ReviewApi api = ReviewApi.of(home, state);
            JsonNode incident = await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> newest(api), Optional::isPresent)
                    .orElseThrow();
            assertThat(incident.path("firstCause").asText()).isEqualTo("back");
            assertThat(incident.path("sentence").asText()).contains("back");

            String number = incident.path("number").asText();
            ReviewApi.Shown shown = await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> api.review(number), review -> !review.version().isEmpty());
            ObjectNode approve = new ObjectMapper().createObjectNode().put("answer", "approve");
            String verdict =
                    api.answer(number, shown.version(), approve).path("id").asText();

            String id = incident.path("id").asText();
            await().atMost(PATIENCE).until(() -> decisionNames(api, id, verdict));
            await().atMost(PATIENCE).until(() -> activeAtReceiver(state, id));
        } finally {
            seconds.shutdownNow();
        }
    }

    private static Optional<JsonNode> newest(ReviewApi api) throws InterruptedException {
        JsonNode incidents = api.incidents();
        return incidents.isEmpty() ? Optional.empty() : Optional.of(incidents.get(0));
    }

    private static boolean decisionNames(ReviewApi api, String incident, String verdict) throws InterruptedException {
        for (JsonNode decision : api.decisions(incident)) {
            if (decision.path("verdictId").asText().equals(verdict)) {
                return true;
            }
        }
        return false;
    }

    private boolean activeAtReceiver(StackState state, String incident) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(state.address("alertmanager") + "/api/v2/alerts"))
                .build();
        JsonNode alerts = new ObjectMapper()
                .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
        for (JsonNode alert : alerts) {
            if (alert.path("labels").path("incident").asText().equals(incident)) {
                return true;
            }
        }
        return false;
    }

    private void send(URI traces, TwoServices services, double failing) {
        try {
            HttpRequest request = HttpRequest.newBuilder(traces)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            services.traces(System.currentTimeMillis() - 1000, failing)))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (java.io.IOException | InterruptedException e) {
            Thread.currentThread().interrupt(); // the stack ends
        }
    }
}
