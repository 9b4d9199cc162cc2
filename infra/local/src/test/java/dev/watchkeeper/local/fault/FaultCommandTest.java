package dev.watchkeeper.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class FaultCommandTest {

    private static final Instant BEGUN = Instant.ofEpochMilli(1_000);

    @Test
    void incidents_thatNameTheService_comeFirst() throws Exception {
        JsonNode incidents = new ObjectMapper().readTree("""
                [{"id":"other","openedAtMillis":3000,"firstCause":"inventory"},
                 {"id":"named","openedAtMillis":2000,"firstCause":"payment"},
                 {"id":"before","openedAtMillis":500,"updatedAtMillis":900,"state":"OPEN","firstCause":"payment"},
                 {"id":"joined","openedAtMillis":500,"updatedAtMillis":1500,"state":"OPEN","firstCause":"payment"}]""");
        assertThat(FaultCommand.Detected.about(incidents, BEGUN, "payment"))
                .extracting(incident -> incident.path("id").asText())
                .containsExactly("named", "joined", "other");
    }

    @Test
    void fault_whoseAnnotationFails_isStillSaid(@TempDir Path var) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/faults/", exchange -> answer(exchange, 200, "{\"text\":\"errors is over at payment\"}"));
        server.createContext("/api/", exchange -> answer(exchange, 500, "no database"));
        server.start();
        try {
            int port = server.getAddress().getPort();
            Files.createDirectories(var.resolve("secrets"));
            Files.writeString(var.resolve("secrets/cli.token"), "token");
            Files.writeString(
                    var.resolve("state.json"),
                    "{\"launcherPid\":" + ProcessHandle.current().pid() + ",\"ports\":{\"console\":" + port
                            + ",\"shop\":" + port + "},\"pids\":{},\"receiver\":\"receiver\"}");
            StringWriter out = new StringWriter();
            int code = new CommandLine(new FaultCommand())
                    .setOut(new PrintWriter(out))
                    .execute("errors", "off", "--on=payment", "--var=" + var);
            assertThat(out.toString())
                    .contains("off: errors is over at payment")
                    .contains("time axis does not show it: 500");
            assertThat(code).isZero();
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
