package dev.watchkeeper.local.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceivedAlertsTest {

    private final ReceivedAlerts alerts =
            new ReceivedAlerts(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void alert_sentTwiceWithTheSameLabels_isOne() {
        post("{\"labels\":{\"incident\":\"a\"},\"annotations\":{\"summary\":\"first\"}}");
        post("{\"labels\":{\"incident\":\"a\"},\"annotations\":{\"summary\":\"second\"}}");
        assertThat(alerts.json()).contains("second").doesNotContain("first");
    }

    @Test
    void alert_thatEnded_isNotActive_butStaysOnThePage() {
        post("{\"labels\":{\"incident\":\"a\"},\"endsAt\":\"2025-12-31T23:59:59Z\"}");
        assertThat(alerts.json()).isEqualTo("[]");
        assertThat(alerts.page()).contains("resolved");
    }

    @Test
    void alert_thatEndsLater_isActive() {
        post("{\"labels\":{\"incident\":\"a\"},\"endsAt\":\"2026-01-01T00:00:01Z\"}");
        assertThat(alerts.json()).contains("\"state\":\"active\"");
    }

    @Test
    void page_escapesWhatItWasSent() {
        post("{\"labels\":{\"incident\":\"<script>\"}}");
        assertThat(alerts.page()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{\"labels\":1}]", "not json"})
    void post_ofAnythingElse_isABadRequest(String body) {
        assertThat(alerts.post(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
    }

    private void post(String alert) {
        assertThat(alerts.post(("[" + alert + "]").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(200);
    }
}
