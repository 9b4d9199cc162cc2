package dev.watchkeeper.router.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookReceiverTest extends ReceiverContract {

    private static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private final HookServer server;
    private final Receiver receiver;

    WebhookReceiverTest() throws IOException {
        server = new HookServer(SECRET);
        receiver = webhook(server.url(), SECRET, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Receiver webhook(URI url, byte[] secret, Clock clock) {
        return new WebhookReceiver("hook", url, secret, Duration.ofSeconds(5), clock);
    }

    @Override
    Receiver receiver() {
        return receiver;
    }

    @Override
    @Nullable
    Receiver unreachable() {
        return webhook(URI.create("http://127.0.0.1:1/hook"), SECRET, Clock.systemUTC());
    }

    @Override
    List<String> lasting(String incidentId) {
        List<JsonNode> about = about(incidentId);
        return about.isEmpty()
                        || about.get(about.size() - 1).path("status").asText().equals("resolved")
                ? List.of()
                : List.of(about.get(about.size() - 1)
                        .at("/alert/annotations/summary")
                        .asText());
    }

    @Override
    int noticed(String incidentId) {
        return about(incidentId).size();
    }

    @Override
    boolean supportsRefusal() {
        return false;
    }

    private List<JsonNode> about(String incidentId) {
        return server.taken().stream()
                .filter(body -> body.path("incident").asText().equals(incidentId))
                .toList();
    }

    @Test
    void body_saysWhatIsDocumented() throws Exception {
        receiver.tell(notice("i", 2, "errors", began.toEpochMilli()));

        JsonNode body = about("i").get(0);
        assertThat(body.path("version").asInt()).isEqualTo(1);
        assertThat(body.path("decision").asText()).isEqualTo("decision-i");
        assertThat(body.path("status").asText()).isEqualTo("resolved");
        assertThat(body.path("endsAt").asText()).isEqualTo(began.toString());
        assertThat(body.at("/alert/labels/incident").asText()).isEqualTo("i");
    }

    @Test
    void signature_isTheDocumentedOne() {
        // printf '%s' 'v1:1700000000:{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(WebhookReceiver.signature(SECRET, 1_700_000_000, "{\"a\":1}"))
                .isEqualTo("76c75c3ef210f379a5fe74ae653bcd8f3b18d62a0cb3efa0248710d44b8ff3db");
    }

    @Test
    void wrongSecretAndOldTimestamp_areRefusedByTheOtherSide() {
        Clock old = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        byte[] other = "another secret, wrong".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> webhook(server.url(), other, Clock.systemUTC()).tell(notice("i", 1, "x", null)))
                .hasMessageContaining("401");
        assertThatThrownBy(() -> webhook(server.url(), SECRET, old).tell(notice("i", 1, "x", null)))
                .hasMessageContaining("401");
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void shortSecret_isRefused() {
        assertThatThrownBy(() -> webhook(server.url(), new byte[15], Clock.systemUTC()))
                .hasMessageContaining("16 bytes expected, found 15");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_INPUT", "413, BAD_INPUT", "422, BAD_INPUT", "401, NOT_APPLIED", "404, NOT_APPLIED",
        "302, NOT_APPLIED", "429, NOT_READY", "503, NOT_READY", "500, UNKNOWN", "502, UNKNOWN"
    })
    void answers_areTypedByWhatMayBeDoneNext(int status, DeliveryFailure.Kind kind) {
        server.status = status;

        assertThatThrownBy(() -> receiver.tell(notice("i", 1, "x", null)))
                .isInstanceOfSatisfying(
                        DeliveryFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    @Test
    void retrying_triesAgainButNotWhatIsRefused() throws Exception {
        MemoryReceiver inner = new MemoryReceiver("m", true);
        int[] attempts = {0};
        inner.fault = notice -> ++attempts[0] < 3 ? DeliveryFailure.Kind.NOT_APPLIED : null;
        new RetryingReceiver(inner, 2, Duration.ofMillis(1)).tell(notice("i", 1, "x", null));
        assertThat(attempts[0]).isEqualTo(3);

        attempts[0] = 0;
        inner.fault = notice -> {
            attempts[0]++;
            return DeliveryFailure.Kind.BAD_INPUT;
        };
        assertThatThrownBy(() -> new RetryingReceiver(inner, 2, Duration.ofMillis(1)).tell(notice("i", 1, "x", null)))
                .isInstanceOf(DeliveryFailure.class);
        assertThat(attempts[0]).isEqualTo(1);
    }
}
