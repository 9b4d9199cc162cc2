package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReceiverTest {

    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "[]";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anEmptyListThatIsAnError_isNotAnAbsence() {
        status = 500;
        assertThatThrownBy(receiver()::active).isInstanceOf(IOException.class).hasMessageContaining("500");
    }

    @Test
    void anythingButAList_isNotAnAbsence() {
        body = "{}";
        assertThatThrownBy(receiver()::active).isInstanceOf(IOException.class).hasMessageContaining("no list");
    }

    @Test
    void active_isWhatTheReceiverShows() throws Exception {
        body = "[{\"labels\":{\"incident\":\"a\"}}]";
        assertThat(receiver().active()).hasSize(1);
    }

    private Receiver receiver() {
        return new Receiver("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
