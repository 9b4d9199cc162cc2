package dev.watchkeeper.local.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.Executors;

/**
 * Takes what Alertmanager would take, keeps it in memory and shows it: {@code POST /api/v2/alerts},
 * {@code GET /api/v2/alerts}, and a page at {@code /}.
 */
public final class ReceiverMain {

    private static final int LARGEST_REQUEST = 4 << 20;

    private ReceiverMain() {}

    /** Runs until it is asked to end. */
    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(in);
        }
        HttpServer server =
                serve(Integer.parseInt(settings.getProperty("port")), new ReceivedAlerts(Clock.systemUTC()));
        System.out.println("READY receiver http=" + server.getAddress().getPort());
    }

    static HttpServer serve(int port, ReceivedAlerts alerts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/api/v2/alerts", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
                answer(exchange, body.length > LARGEST_REQUEST ? 413 : alerts.post(body), "application/json", "");
            } else {
                answer(exchange, 200, "application/json", alerts.json());
            }
        });
        server.createContext("/-/ready", exchange -> answer(exchange, 200, "text/plain", "ready"));
        server.createContext("/", exchange -> answer(exchange, 200, "text/html", alerts.page()));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
