package dev.watchkeeper.router.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin HTTP server: reading only. */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "admin");
        thread.setDaemon(true);
        return thread;
    });

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts.
     *
     * @param token what callers must show as bearer token; null asks for none and is refused outside loopback
     */
    public static AdminServer start(String host, int port, @Nullable String token, Pages pages) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (token == null
                && (address.getAddress() == null || !address.getAddress().isLoopbackAddress())) {
            throw new IllegalArgumentException("http.host " + host + " is not loopback: http.token.file expected");
        }
        AdminServer admin = new AdminServer(HttpServer.create(address, 16));
        admin.server.createContext("/", exchange -> admin.answer(exchange, token, pages));
        admin.server.setExecutor(admin.threads);
        admin.server.start();
        return admin;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, @Nullable String token, Pages pages) {
        try (exchange) {
            Page page = page(exchange, token, pages);
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            LOG.debug("the caller of {} went away", exchange.getRequestURI(), e);
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", exchange.getRequestURI(), e);
        }
    }

    private static Page page(HttpExchange exchange, @Nullable String token, Pages pages) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Page.problem(405, "only GET is answered");
        }
        if (token != null && !shows(exchange.getRequestHeaders().getFirst("Authorization"), token)) {
            return Page.problem(401, "a bearer token is expected");
        }
        return pages.page(exchange.getRequestURI().getPath());
    }

    private static boolean shows(@Nullable String authorization, String token) {
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
