package dev.watchkeeper.router.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every receiver does, in memory or out in the world. */
abstract class ReceiverContract {

    /** When the alert of the samples began: lately, for a real receiver looks at its own clock. */
    protected final Instant began = Instant.now().minusSeconds(120).truncatedTo(ChronoUnit.MILLIS);

    abstract Receiver receiver();

    /** A receiver of the same kind at an address where nobody listens; null where there is no address. */
    abstract @Nullable Receiver unreachable();

    /** Summaries of the alerts of an incident that last at the other side. */
    abstract List<String> lasting(String incidentId);

    /** How often the other side took notice of anything about the incident. */
    abstract int noticed(String incidentId);

    /** Whether the other side looks into the alert and refuses what isn't one. */
    boolean supportsRefusal() {
        return true;
    }

    @Test
    void told_lasts() throws Exception {
        receiver().tell(notice("contract-1", 1, "errors", null));

        assertThat(lasting("contract-1")).containsExactly("errors");
    }

    @Test
    void toldTwice_isOneAlert() throws Exception {
        receiver().tell(notice("contract-2", 1, "errors", null));
        receiver().tell(notice("contract-2", 1, "errors", null));

        assertThat(lasting("contract-2")).hasSize(1);
        assertThat(noticed("contract-2")).isEqualTo(1);
    }

    @Test
    void newAnnotations_areTheSameAlert() throws Exception {
        receiver().tell(notice("contract-3", 1, "errors", null));
        receiver().tell(notice("contract-3", 2, "more errors", null));

        assertThat(lasting("contract-3")).containsExactly("more errors");
    }

    @Test
    void ended_lastsNoMore() throws Exception {
        receiver().tell(notice("contract-4", 1, "errors", null));
        receiver().tell(notice("contract-4", 2, "errors", began.plusSeconds(60).toEpochMilli()));
        receiver().tell(notice("contract-4", 2, "errors", began.plusSeconds(60).toEpochMilli()));

        assertThat(lasting("contract-4")).isEmpty();
    }

    @Test
    void endOfWhatWasNeverTold_isTaken() {
        assertThatCode(() -> receiver()
                        .tell(notice(
                                "contract-5", 2, "errors", began.plusSeconds(60).toEpochMilli())))
                .doesNotThrowAnyException();
        assertThat(lasting("contract-5")).isEmpty();
    }

    @Test
    void notAnAlert_isRefusedForGood() {
        assumeTrue(supportsRefusal(), "this receiver takes whatever is signed");
        Notice notice = new Notice("d", "contract-6", "d-1", 1, "{\"labels\":{},\"startsAt\":\"never\"}", null);

        assertThatThrownBy(() -> receiver().tell(notice))
                .isInstanceOfSatisfying(
                        DeliveryFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DeliveryFailure.Kind.BAD_INPUT));
    }

    @Test
    void nobodyThere_isKnownNotToHaveHeard() {
        assumeTrue(unreachable() != null, "a receiver in memory is always reachable");
        Receiver unreachable = Objects.requireNonNull(unreachable());

        assertThatThrownBy(() -> unreachable.tell(notice("contract-7", 1, "errors", null)))
                .isInstanceOfSatisfying(
                        DeliveryFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DeliveryFailure.Kind.NOT_APPLIED));
    }

    protected Notice notice(String incident, int content, String summary, @Nullable Long endsAtMillis) {
        String payload = ("{\"labels\":{\"alertname\":\"WatchkeeperIncident\",\"incident\":\"%s\"},"
                        + "\"annotations\":{\"summary\":\"%s\"},\"startsAt\":\"%s\","
                        + "\"generatorURL\":\"http://console/incidents/%s\"}")
                .formatted(incident, summary, began, incident);
        return new Notice(
                "decision-" + incident, incident, "decision-" + incident + "-1", content, payload, endsAtMillis);
    }
}
