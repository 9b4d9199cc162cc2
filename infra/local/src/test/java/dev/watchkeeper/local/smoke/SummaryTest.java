package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    @Test
    void summary_countsMissesAsWrong_andSpreadsDetectionByFault() throws Exception {
        Summary summary = Summary.of(List.of(
                outcome("errors", "payment", 12.0, "payment", true, null),
                outcome("errors", "order", 30.0, "payment", false, null),
                outcome("errors", "inventory", 20.0, "inventory", true, null),
                outcome("memory-leak", "order", 40.0, "order", true, 95.5),
                Outcome.missed(new Case("down", "payment"), 1, 1)));
        assertThat(new ObjectMapper().writeValueAsString(summary))
                .isEqualTo("{\"cases\":5,\"right\":3,\"firstCauseRight\":3,\"alwaysPaymentWouldBeRight\":2,"
                        + "\"detectedAfterSeconds\":{\"errors\":{\"detected\":3,\"median\":20.0,\"max\":30.0},"
                        + "\"memory-leak\":{\"detected\":1,\"median\":40.0,\"max\":40.0}},"
                        + "\"secondsBeforeFirstOutOfMemory\":[95.5]}");
    }

    @Test
    void outcome_beginsWithTheFieldsOfAlways() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(outcome("errors", "order", 1.5, "order", true, null)))
                .startsWith("{\"fault\":\"errors\",\"service\":\"order\",\"strength\":1,\"seed\":1,"
                        + "\"detectedAfterSeconds\":1.5,\"firstCause\":\"order\",\"topContribution\":null,"
                        + "\"decision\":null,\"verdictEffect\":\"ok\"");
    }

    private static Outcome outcome(
            String fault, String service, Double after, String cause, boolean right, @Nullable Double before) {
        return new Outcome(fault, service, 1, 1, after, cause, null, null, "ok", right, before);
    }
}
