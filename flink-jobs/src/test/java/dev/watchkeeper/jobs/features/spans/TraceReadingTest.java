package dev.watchkeeper.jobs.features.spans;

import static dev.watchkeeper.jobs.kit.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceReadingTest {

    private static final long MILLI = 1_000_000L;

    @Test
    void callWithinInternalSpans_countsAgainstTheirEntry() {
        TraceFacts facts = read(
                span("a", 1, 1, null, SpanKind.SERVER, 0, 100),
                span("a", 1, 2, 1, SpanKind.INTERNAL, 5, 90),
                span("a", 1, 3, 2, SpanKind.INTERNAL, 6, 80),
                span("a", 1, 4, 3, SpanKind.CLIENT, 10, 60));
        assertThat(facts.requests()).singleElement().satisfies(request -> {
            assertThat(request.durationNanos()).isEqualTo(100 * MILLI);
            assertThat(request.selfNanos()).isEqualTo(40 * MILLI);
        });
    }

    @Test
    void callWhoseParentWasLost_countsAgainstTheEntryItBeganIn() {
        TraceFacts facts =
                read(span("a", 1, 1, null, SpanKind.SERVER, 0, 100), span("a", 1, 4, 99, SpanKind.CLIENT, 10, 60));
        assertThat(facts.requests().get(0).selfNanos()).isEqualTo(40 * MILLI);
    }

    @Test
    void callsOfAnotherProcess_areNotTakenAway() {
        TraceFacts facts = read(
                span("a", 1, 1, null, SpanKind.SERVER, 0, 100),
                span("a", 1, 2, 1, SpanKind.CLIENT, 10, 40),
                span("b", 1, 3, 2, SpanKind.SERVER, 15, 30),
                span("b", 1, 4, 3, SpanKind.CLIENT, 20, 5));
        assertThat(facts.requests())
                .extracting(request -> request.service().getName(), RequestFact::selfNanos)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", 60 * MILLI),
                        org.assertj.core.groups.Tuple.tuple("b", 25 * MILLI));
    }

    @Test
    void answeredCall_isForTheAnsweringServiceAndWaitsForTheRest() {
        TraceFacts facts = read(
                span("a", 1, 2, null, SpanKind.CLIENT, 10, 40).setAttributes(Map.of("server.address", "10.0.0.1")),
                span("b", 1, 3, 2, SpanKind.SERVER, 1_000, 30)); // another clock
        assertThat(facts.calls()).singleElement().satisfies(call -> {
            assertThat(call.callee()).isEqualTo(Telemetry.service("b"));
            assertThat(call.waitNanos()).isEqualTo(10 * MILLI);
            assertThat(call.answered()).isTrue();
        });
    }

    @Test
    void answerLongerThanItsCall_waitsForNothing() {
        TraceFacts facts =
                read(span("a", 1, 2, null, SpanKind.CLIENT, 10, 40), span("b", 1, 3, 2, SpanKind.SERVER, 10, 50));
        assertThat(facts.calls().get(0).waitNanos()).isZero();
    }

    @Test
    void failedCallWithoutAnswer_isUnansweredAndKeepsItsAddress() {
        TraceFacts facts = read(span("a", 1, 2, null, SpanKind.CLIENT, 10, 40)
                .setStatus(SpanStatus.ERROR)
                .setAttributes(Map.of("server.address", "10.0.0.1", "server.port", "80")));
        assertThat(facts.calls()).singleElement().satisfies(call -> {
            assertThat(call.unanswered()).isTrue();
            assertThat(call.callee()).isNull();
            assertThat(call.address()).isEqualTo("10.0.0.1:80");
            assertThat(call.waitNanos()).isEqualTo(40 * MILLI);
        });
    }

    @Test
    void databaseCall_isForTheDatabaseItNames() {
        TraceFacts facts = read(span("a", 1, 2, null, SpanKind.CLIENT, 10, 40)
                .setAttributes(Map.of(
                        "db.system.name", "postgresql", "db.namespace", "orders", "server.address", "10.0.0.1")));
        assertThat(facts.calls()).singleElement().satisfies(call -> {
            assertThat(Objects.requireNonNull(call.callee()).getType()).isEqualTo(EntityType.DATABASE);
            assertThat(call.callee().getName()).isEqualTo("postgresql/orders");
        });
    }

    @Test
    void failureOfACall_isNotTheCallersOwn() {
        TraceFacts facts = read(
                span("a", 1, 1, null, SpanKind.SERVER, 0, 100).setStatus(SpanStatus.ERROR),
                span("a", 1, 2, 1, SpanKind.CLIENT, 10, 40).setStatus(SpanStatus.ERROR));
        assertThat(facts.requests().get(0).failed()).isTrue();
        assertThat(facts.requests().get(0).selfFailed()).isFalse();
    }

    @Test
    void failureWithoutAFailedCall_isTheServicesOwn() {
        TraceFacts facts = read(
                span("a", 1, 1, null, SpanKind.SERVER, 0, 100).setStatus(SpanStatus.ERROR),
                span("a", 1, 2, 1, SpanKind.CLIENT, 10, 40));
        assertThat(facts.requests().get(0).selfFailed()).isTrue();
    }

    @Test
    void serverSpanWithinAServerSpan_isNoRequestOfItsOwn() {
        TraceFacts facts =
                read(span("a", 1, 1, null, SpanKind.SERVER, 0, 100), span("a", 1, 2, 1, SpanKind.SERVER, 1, 90));
        assertThat(facts.requests()).hasSize(1);
    }

    @Test
    void serviceThatCallsItself_answersTwoRequests() {
        TraceFacts facts = read(
                span("a", 1, 1, null, SpanKind.SERVER, 0, 100),
                span("a", 1, 2, 1, SpanKind.CLIENT, 10, 40),
                span("a", 1, 3, 2, SpanKind.SERVER, 15, 30));
        assertThat(facts.requests()).hasSize(2);
        assertThat(facts.calls().get(0).answered()).isTrue();
    }

    @Test
    void cycleOfParents_endsAndLosesNothing() {
        TraceFacts facts = read(
                span("a", 1, 1, 2, SpanKind.SERVER, 0, 100),
                span("a", 1, 2, 1, SpanKind.INTERNAL, 10, 40),
                span("a", 1, 3, 2, SpanKind.CLIENT, 10, 40));
        assertThat(facts.calls()).hasSize(1);
        assertThat(facts.requests()).hasSize(1);
    }

    private static TraceFacts read(Span.Builder... spans) {
        List<SpanFact> facts =
                Stream.of(spans).map(builder -> SpanFact.of(builder.build())).toList();
        return Objects.requireNonNull(new TraceReading(facts).read(0, "trace", span -> true));
    }
}
