package dev.watchkeeper.review.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.review.Asked;
import dev.watchkeeper.review.console.Shop;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Incident;
import org.junit.jupiter.api.Test;

final class RecordJsonTest {

    private final Asked asked = new Asked("default", 1, 1_000_000);

    @Test
    void record_isPlainJson_withoutWhatJsonOrTheStoreCannotHold() {
        Incident incident = asked.incident(3, "bad\0byte");
        ObjectNode json = RecordJson.of(incident);
        assertThat(json.path("revision").intValue()).isEqualTo(3);
        assertThat(json.path("state").textValue()).isEqualTo("OPEN");
        assertThat(json.path("pValue").isNull()).isTrue();
        assertThat(json.path("closedAtMillis").isNull()).isTrue();
        assertThat(json.path("sentence").textValue()).isEqualTo("bad\uFFFDbyte");
        assertThat(json.at("/causes/0/entity/name").textValue()).isEqualTo("payment");
        assertThat(RecordJson.of(asked.decision(1, DecisionState.ASKED))
                        .path("threshold")
                        .doubleValue())
                .isEqualTo(0.9);
    }

    @Test
    void record_readAgain_isTheSame() {
        Incident incident = new Shop(1_764_000_000_000L).incident().build();
        assertThat(RecordJson.record(RecordJson.of(incident), Incident.class)).isEqualTo(incident);
        Incident unsure = asked.incident(3, "x");
        assertThat(RecordJson.record(RecordJson.of(unsure), Incident.class))
                .as("NaN survives")
                .hasToString(unsure.toString());
    }

    @Test
    void summary_namesTheFirstCause_insteadOfEverything() {
        ObjectNode summary = RecordJson.summary(asked.incident(1, "x"));
        assertThat(summary.path("firstCause").textValue()).isEqualTo("payment");
        assertThat(summary.has("alerts")).isFalse();
        assertThat(summary.has("causes")).isFalse();
        Incident unexplained = Incident.newBuilder(asked.incident(1, "x"))
                .setCauses(java.util.List.of())
                .build();
        assertThat(RecordJson.summary(unexplained).path("firstCause").isNull()).isTrue();
    }
}
