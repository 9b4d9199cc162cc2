package dev.watchkeeper.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real client against every way in which a registry answers, or does not. */
final class RegistryAnswersTest {

    private static final String NOT_FOUND = "{\"error_code\":40403,\"message\":\"no such schema\"}";

    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String answer = "";
    private HttpServer server;
    private WireFormat format;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        format = new WireFormat("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void avroSchema_isUsed_andAskedForOnce() {
        answer = "{\"schema\":\"\\\"string\\\"\"}";
        assertThat(format.schema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
        assertThat(format.schema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"schema\":\"this is no Avro\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"unheard-of\\\"}\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = 3;\"}"
            })
    void schemaThatIsNoAvro_isUndecodable_andRemembered(String registered) {
        answer = registered;
        for (int times = 0; times < 2; times++) {
            assertUndecodable(1, UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void unknownId_isUndecodable_andRemembered() {
        status = 404;
        answer = NOT_FOUND;
        for (int times = 0; times < 2; times++) {
            assertUndecodable(1, UndecodableRecord.Reason.UNKNOWN_SCHEMA);
        }
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "401"})
    void registryThatCannotAnswer_isAskedAgain(int failing) {
        status = failing;
        answer = "{\"error_code\":50001,\"message\":\"not now\"}";
        assertThatThrownBy(() -> format.schema(1)).isInstanceOf(RegistryUnavailable.class);
        status = 200;
        answer = "{\"schema\":\"\\\"string\\\"\"}";
        assertThat(format.schema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void somethingElseThatAnswers_isNoRegistry_andAskedAgain() {
        answer = "<html>Please log in</html>";
        assertThatThrownBy(() -> format.schema(1)).isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void noConnection_isUnavailable() {
        server.stop(0);
        assertThatThrownBy(() -> format.schema(1)).isInstanceOf(RegistryUnavailable.class);
    }

    private void assertUndecodable(int id, UndecodableRecord.Reason reason) {
        assertThatThrownBy(() -> format.schema(id))
                .isInstanceOfSatisfying(
                        UndecodableRecord.class,
                        undecodable -> assertThat(undecodable.reason()).isEqualTo(reason));
    }
}
