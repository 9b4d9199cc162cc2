package dev.watchkeeper.router.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook's other side, as the documentation tells people to write it: verifies, then ignores known keys. */
public final class HookServer implements AutoCloseable {

    private final HttpServer server;
    private final byte[] secret;
    private final Map<String, JsonNode> byKey = new LinkedHashMap<>();

    public final List<String> refused = new CopyOnWriteArrayList<>();
    public volatile int status = 200;

    public HookServer(byte[] secret) throws IOException {
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    public synchronized List<JsonNode> taken() {
        return List.copyOf(byKey.values());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            long timestamp = Long.parseLong(exchange.getRequestHeaders().getFirst("Watchkeeper-Timestamp"));
            String expected = "v1=" + WebhookReceiver.signature(secret, timestamp, body);
            String found = exchange.getRequestHeaders().getFirst("Watchkeeper-Signature");
            boolean fresh = Math.abs(Clock.systemUTC().instant().getEpochSecond() - timestamp) < 300;
            if (!fresh
                    || !MessageDigest.isEqual(
                            expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8))) {
                refused.add(found);
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (status == 200) {
                synchronized (this) {
                    byKey.putIfAbsent(
                            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                            new ObjectMapper().readTree(body));
                }
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
