package dev.watchkeeper.shop.supervise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchkeeper.shop.fault.FaultKind;
import dev.watchkeeper.shop.fault.Strength;
import dev.watchkeeper.shop.load.LoadFigures;
import dev.watchkeeper.shop.serve.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loopback endpoint that breaks and mends the shop:
 *
 * <pre>
 * GET    /state
 * GET    /events
 * PUT    /faults/KIND?service=S&amp;strength=1..3
 * DELETE /faults/KIND?service=S
 * POST   /restart?service=S
 * POST   /deploy?service=S&amp;version=V
 * </pre>
 *
 * Changes answer with {@code {"text": what really happens}}; a mistake of the caller is 400, an unknown path 404, a
 * change that does not fit now 409. Requests that a web page made (they carry {@code Origin}) are 403.
 */
public final class ControlServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "control");
        thread.setDaemon(true);
        return thread;
    });
    private final Supervisor supervisor;
    private final EventLog events;
    private final Supplier<LoadFigures> load;

    /** Binds the port on loopback and answers at once. */
    public ControlServer(int port, Supervisor supervisor, EventLog events, Supplier<LoadFigures> load)
            throws IOException {
        this.supervisor = supervisor;
        this.events = events;
        this.load = load;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The port that was bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    private record Reply(int status, ObjectNode body) {}

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] bytes = Json.bytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply reply(HttpExchange exchange) {
        try {
            if (exchange.getRequestHeaders().containsKey("Origin")) {
                return new Reply(403, text("a web page may not do this"));
            }
            ObjectNode body = answer(exchange);
            return body == null ? new Reply(404, text("no such path; try GET /state")) : new Reply(200, body);
        } catch (IllegalArgumentException e) {
            return new Reply(400, text(String.valueOf(e.getMessage())));
        } catch (IllegalStateException e) {
            return new Reply(409, text(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(503, text("shutting down"));
        }
    }

    private @Nullable ObjectNode answer(HttpExchange exchange) throws InterruptedException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        return switch (exchange.getRequestMethod() + " " + path.replaceFirst("^/faults/.*", "/faults")) {
            case "GET /state" -> state();
            case "GET /events" -> eventList();
            case "PUT /faults" -> faultOn(path, query);
            case "DELETE /faults" -> text(supervisor.faultOff(kind(path), required(query, "service")));
            case "POST /restart" -> text(supervisor.restart(required(query, "service")));
            case "POST /deploy" -> text(supervisor.deploy(required(query, "service"), required(query, "version")));
            default -> null;
        };
    }

    private static ObjectNode text(String sentence) {
        return Json.object().put("text", sentence);
    }

    private ObjectNode faultOn(String path, Map<String, String> query) throws InterruptedException {
        FaultKind kind = kind(path);
        String service = required(query, "service");
        Strength strength = strength(query.getOrDefault("strength", "1"));
        return Json.object()
                .put("kind", kind.text())
                .put("service", service)
                .put("strength", strength.value())
                .put("text", supervisor.faultOn(kind, service, strength));
    }

    private static Strength strength(String text) {
        try {
            return new Strength(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("strength 1 to 3 expected, found " + text, e);
        }
    }

    private static FaultKind kind(String path) {
        return FaultKind.of(path.substring("/faults/".length()));
    }

    private static String required(Map<String, String> query, String name) {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("query parameter " + name + " expected");
        }
        return value;
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
    }

    private ObjectNode state() {
        ObjectNode state = Json.object();
        ArrayNode instances = state.putArray("instances");
        for (Instance instance : supervisor.instances()) {
            ObjectNode json = instances
                    .addObject()
                    .put("service", instance.service())
                    .put("instance", instance.name())
                    .put("state", instance.state().name().toLowerCase(Locale.ROOT))
                    .put("version", instance.version())
                    .put("port", instance.port());
            Child child = instance.child();
            if (child != null && child.alive()) {
                json.put("pid", child.pid());
            }
        }
        ArrayNode faults = state.putArray("faults");
        supervisor
                .faults()
                .forEach((service, active) -> Map.copyOf(active)
                        .forEach((kind, strength) -> faults.addObject()
                                .put("kind", kind.text())
                                .put("service", service)
                                .put("strength", strength.value())
                                .put("text", FaultSentence.of(kind, service, strength))));
        LoadFigures figures = load.get();
        state.putObject("load")
                .put("shopTime", figures.shopTime())
                .put("ordersPerSecond", Math.round(figures.ordersPerSecond() * 100) / 100.0)
                .put("sent", figures.sent())
                .put("ok", figures.ok())
                .put("failed", figures.failed())
                .put("dropped", figures.dropped())
                .put("underWay", figures.underWay());
        return state;
    }

    private ObjectNode eventList() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("events");
        events.all().forEach(event -> list.add(event.json()));
        return json;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
