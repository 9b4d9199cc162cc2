package dev.watchkeeper.router.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract held against a real Alertmanager. */
class AlertmanagerReceiverIT extends ReceiverContract {

    private static @Nullable LocalAlertmanager alertmanager;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        assumeTrue(LocalAlertmanager.installed(), LocalAlertmanager.WHY_SKIPPED);
        alertmanager = LocalAlertmanager.start(folder, LocalAlertmanager.freePort());
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
    }

    private static LocalAlertmanager alertmanager() {
        if (alertmanager == null) {
            throw new IllegalStateException("not started");
        }
        return alertmanager;
    }

    private static Receiver at(URI url) {
        return new AlertmanagerReceiver("am", url, Duration.ofMinutes(4), Duration.ofSeconds(5), Clock.systemUTC());
    }

    @Override
    Receiver receiver() {
        return at(alertmanager().url());
    }

    @Override
    @Nullable
    Receiver unreachable() {
        return at(URI.create("http://127.0.0.1:1"));
    }

    @Override
    List<String> lasting(String incidentId) {
        return alertmanager().active(incidentId).stream()
                .map(alert -> alert.at("/annotations/summary").asText())
                .toList();
    }

    @Override
    int noticed(String incidentId) {
        return alertmanager().active(incidentId).size();
    }

    @Test
    void lastingAlert_endsByItselfAFewMinutesAheadAndLinksToTheIncident() throws Exception {
        receiver().tell(notice("ahead", 1, "errors", null));

        JsonNode alert = alertmanager().active("ahead").get(0);
        assertThat(Instant.parse(alert.path("endsAt").asText()))
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(300));
        assertThat(Instant.parse(alert.path("startsAt").asText())).isEqualTo(began);
        assertThat(alert.path("generatorURL").asText()).isEqualTo("http://console/incidents/ahead");
    }
}
