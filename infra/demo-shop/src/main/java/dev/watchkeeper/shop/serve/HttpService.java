package dev.watchkeeper.shop.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchkeeper.shop.fault.Faults;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP in: loopback, a bounded pool, a SERVER span and {@code http.server.request.duration} for each request. What a
 * handler throws is logged here, once, and answered with 500.
 */
public final class HttpService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    private static final int THREADS = 12;
    private static final int WAITING = 64;
    /** The boundaries that the semantic conventions advise, in seconds. */
    private static final List<Double> BOUNDARIES =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private static final TextMapGetter<HttpExchange> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpExchange exchange) {
            return exchange.getRequestHeaders().keySet();
        }

        @Override
        public @Nullable String get(@Nullable HttpExchange exchange, String key) {
            return exchange == null ? null : exchange.getRequestHeaders().getFirst(key);
        }
    };

    /** What a route does. */
    public interface Handler {
        /** Answers; whatever it throws becomes a 500, {@link Request.BadRequest} a 400. */
        Reply handle(Request request) throws IOException, SQLException, InterruptedException;
    }

    private record Route(String method, String pattern, Handler handler) {

        /** The path's part at {@code {id}}, empty for a route without one, null if the path does not fit. */
        @Nullable
        String match(String path) {
            int open = pattern.indexOf("{id}");
            if (open < 0) {
                return path.equals(pattern) ? "" : null;
            }
            String tail = pattern.substring(open + "{id}".length());
            if (!path.startsWith(pattern.substring(0, open))
                    || !path.endsWith(tail)
                    || path.length() <= open + tail.length()) {
                return null;
            }
            String id = path.substring(open, path.length() - tail.length());
            return id.indexOf('/') < 0 ? id : null;
        }
    }

    private final HttpServer server;
    private final ThreadPoolExecutor pool;
    private final List<Route> routes = new ArrayList<>();
    private final Faults faults;
    private final Telemetry telemetry;
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final DoubleHistogram durations;

    /** Binds the port on loopback; {@link #start()} begins to answer. */
    public HttpService(int port, Telemetry telemetry, Faults faults) throws IOException {
        this.faults = faults;
        this.telemetry = telemetry;
        this.tracer = telemetry.tracer();
        this.propagator = telemetry.api().getPropagators().getTextMapPropagator();
        this.durations = telemetry
                .meter()
                .histogramBuilder("http.server.request.duration")
                .setUnit("s")
                .setDescription("Duration of HTTP server requests.")
                .setExplicitBucketBoundariesAdvice(BOUNDARIES)
                .build();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "http");
                    thread.setDaemon(true);
                    return thread;
                });
        server.setExecutor(pool);
        server.createContext("/", this::serve);
    }

    /** Adds a route; {@code {id}} in the pattern stands for one part of the path. */
    public HttpService route(String method, String pattern, Handler handler) {
        routes.add(new Route(method, pattern, handler));
        return this;
    }

    /** Begins to answer. */
    public void start() {
        server.start();
    }

    /** The port that was bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            for (Route route : routes) {
                String id = route.method().equals(method) ? route.match(path) : null;
                if (id != null) {
                    observed(exchange, route, id);
                    return;
                }
            }
            send(exchange, Reply.of(404, "no such route"));
        }
    }

    private void observed(HttpExchange exchange, Route route, String id) throws IOException {
        long start = System.nanoTime();
        Context parent = propagator.extract(Context.root(), exchange, HEADERS);
        Span span = tracer.spanBuilder(route.method() + " " + route.pattern())
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", route.method())
                .setAttribute("http.route", route.pattern())
                .setAttribute("url.path", exchange.getRequestURI().getPath())
                .setAttribute("url.scheme", "http")
                .setAttribute("server.address", "127.0.0.1")
                .setAttribute("server.port", (long) port())
                .startSpan();
        AttributesBuilder attributes = Attributes.builder()
                .put("http.request.method", route.method())
                .put("http.route", route.pattern())
                .put("url.scheme", "http");
        try (Scope scope = span.makeCurrent()) {
            Reply reply = answer(exchange, route, id, span);
            span.setAttribute("http.response.status_code", (long) reply.status());
            attributes.put("http.response.status_code", (long) reply.status());
            if (reply.status() >= 500) {
                String type = Integer.toString(reply.status());
                span.setStatus(StatusCode.ERROR).setAttribute("error.type", type);
                attributes.put("error.type", type);
            }
            send(exchange, reply);
        } finally {
            span.end();
            if (telemetry.isOpen()) {
                durations.record((System.nanoTime() - start) / 1e9, attributes.build(), parent.with(span));
            }
        }
    }

    private Reply answer(HttpExchange exchange, Route route, String id, Span span) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(65_536);
            faults.onRequest();
            return route.handler().handle(new Request(id, Json.tree(body)));
        } catch (Request.BadRequest e) {
            return Reply.of(400, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.of(503, "shutting down");
        } catch (SQLException | RuntimeException e) {
            LOG.error("{} {} failed: {}", route.method(), route.pattern(), e.getMessage(), e);
            span.recordException(e);
            return Reply.of(500, "internal error");
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = Json.bytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Lets running requests end for up to a second, then closes. */
    @Override
    public void close() {
        server.stop(1);
        pool.shutdownNow();
    }
}
