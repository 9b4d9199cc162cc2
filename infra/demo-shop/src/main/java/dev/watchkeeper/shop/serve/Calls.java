package dev.watchkeeper.shop.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** HTTP out: one try, 1 s to connect, 5 s in all, a CLIENT span that carries the trace on. */
public final class Calls {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /** Calls that are traced there. */
    public Calls(Telemetry telemetry) {
        this.tracer = telemetry.tracer();
        this.propagator = telemetry.api().getPropagators().getTextMapPropagator();
    }

    /**
     * Posts to the peer's next instance.
     *
     * @param template the path with {@code {id}}, as the other side's route has it
     * @param id stands in for {@code {id}}
     */
    public CallOutcome post(Peer peer, String template, String id, JsonNode body) throws InterruptedException {
        URI uri = peer.next().resolve(template.replace("{id}", id));
        Span span = tracer.spanBuilder("POST " + template)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", "POST")
                .setAttribute("url.template", template)
                .setAttribute("url.full", uri.toString())
                .setAttribute("server.address", uri.getHost())
                .setAttribute("server.port", (long) uri.getPort())
                .setAttribute("peer.service", peer.service())
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            CallOutcome outcome = send(uri, body);
            record(span, outcome);
            return outcome;
        } finally {
            span.end();
        }
    }

    private CallOutcome send(URI uri, JsonNode body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        propagator.inject(Context.current(), request, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.setHeader(key, value);
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new CallOutcome.Answered(response.statusCode(), Json.tree(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new CallOutcome.NotSent(e.getClass().getSimpleName());
        } catch (IOException e) {
            return new CallOutcome.Unknown(e.getClass().getSimpleName());
        }
    }

    private static void record(Span span, CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Answered answered) {
            span.setAttribute("http.response.status_code", (long) answered.status());
            if (answered.status() >= 400) {
                span.setStatus(StatusCode.ERROR).setAttribute("error.type", Integer.toString(answered.status()));
            }
        } else if (outcome instanceof CallOutcome.NotSent notSent) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", notSent.reason());
        } else if (outcome instanceof CallOutcome.Unknown unknown) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", unknown.reason());
        }
    }
}
