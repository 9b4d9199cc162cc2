package dev.watchkeeper.jobs.features.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.logs.Severity;
import dev.watchkeeper.jobs.features.spans.CallPartial;
import dev.watchkeeper.jobs.features.spans.Latencies;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.jobs.kit.Telemetry;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowCloseTest {

    private static final Entity ORDERS = Telemetry.service("orders");
    private static final Entity PAYMENT = Telemetry.service("payment");

    private final WindowClose closing =
            new WindowClose(new Windows(10_000, 1_000), new ServiceLimits(60_000, 20_000, 2));
    private final ServiceMemory memory = new ServiceMemory();

    @Test
    void callsNobodyAnswers_areForWhoeverAnsweredThereBefore() {
        close(10_000, spans(null, 1, call(PAYMENT, "127.0.0.1:7003", 5, 0)));
        WindowClose.Result down = close(20_000, spans(null, 1, call(null, "127.0.0.1:7003", 4, 4)));
        assertThat(vector(down).getCalls()).singleElement().satisfies(call -> {
            assertThat(call.getCallee()).isEqualTo(PAYMENT);
            assertThat(call.getUnanswered()).isEqualTo(0.4);
        });
    }

    @Test
    void addressOfSeveral_belongsToTheBusiest_howeverItsCallsWereSplit() {
        String gateway = "10.0.0.1:80";
        close(
                10_000,
                spans(null, 1, call(PAYMENT, gateway, 3, 0)),
                spans(null, 1, call(Telemetry.service("inventory"), gateway, 5, 0)),
                spans(null, 1, call(PAYMENT, gateway, 3, 0)));
        WindowClose.Result down = close(20_000, spans(null, 1, call(null, gateway, 4, 4)));
        assertThat(vector(down).getCalls())
                .filteredOn(call -> call.getUnanswered() > 0)
                .extracting(Call::getCallee)
                .containsExactly(PAYMENT);
    }

    @Test
    void callsToAnAddressNobodyKnows_areForTheAddress() {
        WindowClose.Result result = close(10_000, spans(null, 1, call(null, "10.0.0.9:80", 4, 4)));
        assertThat(vector(result).getCalls())
                .extracting(Call::getCallee)
                .extracting(Entity::getName)
                .containsExactly("10.0.0.9:80");
    }

    @Test
    void calleesBeyondTheBudget_countInTheTotalsOnly() {
        CallPartial[] calls = IntStream.range(0, 4)
                .mapToObj(i -> call(Telemetry.service("s" + i), null, 10, 0))
                .toArray(CallPartial[]::new);
        WindowClose.Result result = close(10_000, spans(null, 1, calls));
        assertThat(result.refusedCalls()).isEqualTo(20);
        assertThat(vector(result).getCalls()).hasSize(2);
        assertThat(vector(result).getValues().get(9)).isEqualTo(4.0); // call_rate
        assertThat(values(result, "call.requests")).hasSize(2);
    }

    @Test
    void silentService_givesZerosUntilItIsForgotten() {
        close(10_000, spans(null, 5));
        for (long end = 20_000; end < 70_000; end += 10_000) {
            WindowClose.Result silent = close(end);
            assertThat(values(silent, "span.requests")).containsExactly(0.0);
            assertThat(values(silent, "span.errors")).isEmpty();
        }
        assertThat(closing.close(ORDERS, 70_000, new ServiceWindow(), memory, true))
                .isNull();
        assertThat(memory.addresses).isEmpty();
    }

    @Test
    void silentInstance_isForgottenSoonerThanItsService() {
        close(10_000, spans("a", 5), spans("b", 5));
        close(20_000, spans("a", 5));
        WindowClose.Result result = close(30_000, spans("a", 5));
        assertThat(result.points())
                .extracting(point -> point.getEntity().getInstance())
                .contains("a")
                .doesNotContain("b");
    }

    @Test
    void service_isTheSumOfItsInstances() {
        WindowClose.Result result = close(10_000, spans("a", 5), spans("b", 15));
        assertThat(values(result, "span.requests")).containsExactly(2.0, 0.5, 1.5);
    }

    @Test
    void partialsInAnyOrder_giveTheSame() {
        WindowClose.Result one = close(10_000, spans("a", 5, call(PAYMENT, "p:1", 3, 1)), spans("b", 15));
        ServiceWindow window = new ServiceWindow();
        window.spans.add(spans("b", 15));
        window.spans.add(spans("a", 5, call(PAYMENT, "p:1", 3, 1)));
        WindowClose.Result other =
                Objects.requireNonNull(closing.close(ORDERS, 10_000, window, new ServiceMemory(), true));
        assertThat(other.points()).isEqualTo(one.points());
        assertThat(other.vector()).isEqualTo(one.vector());
    }

    @Test
    void severityOnceSeen_givesZeros() {
        ServiceWindow window = new ServiceWindow();
        window.logs.add(
                new LogPartial(ORDERS, 10_000, List.of(new LogPartial.Lines(null, Severity.ERROR, 20)), List.of()));
        assertThat(values(Objects.requireNonNull(closing.close(ORDERS, 10_000, window, memory, true)), "log.lines"))
                .containsExactly(2.0);
        assertThat(values(close(20_000), "log.lines")).containsExactly(0.0);
    }

    @Test
    void windowThatNobodyWitnessed_givesNoZerosAndNoVector() {
        ServiceWindow full = new ServiceWindow();
        full.spans.add(spans("a", 20, call(PAYMENT, "p:1", 3, 1)));
        full.logs.add(
                new LogPartial(ORDERS, 10_000, List.of(new LogPartial.Lines("a", Severity.ERROR, 20)), List.of()));
        closing.close(ORDERS, 10_000, full, memory, true);

        WindowClose.Result gap =
                Objects.requireNonNull(closing.close(ORDERS, 20_000, new ServiceWindow(), memory, false));
        assertThat(gap.points()).isEmpty();
        assertThat(gap.vector()).isNull();

        ServiceWindow part = new ServiceWindow();
        part.spans.add(spans("a", 10));
        WindowClose.Result partly = Objects.requireNonNull(closing.close(ORDERS, 30_000, part, memory, false));
        assertThat(values(partly, "span.requests")).containsExactly(1.0, 1.0);
        assertThat(values(partly, "call.requests")).isEmpty();
        assertThat(partly.vector()).isNotNull();
        assertThat(values(partly, "log.lines")).isEmpty();

        assertThat(values(close(40_000), "span.requests")).containsExactly(0.0, 0.0);
    }

    private WindowClose.Result close(long end, SpanPartial... partials) {
        ServiceWindow window = new ServiceWindow();
        window.spans.addAll(List.of(partials));
        return Objects.requireNonNull(closing.close(ORDERS, end, window, memory, true));
    }

    private static FeatureVector vector(WindowClose.Result result) {
        return Objects.requireNonNull(result.vector());
    }

    private static List<Double> values(WindowClose.Result result, String metric) {
        return result.points().stream()
                .filter(point -> point.getMetric().equals(metric))
                .map(SeriesPoint::getValue)
                .toList();
    }

    private static SpanPartial spans(@Nullable String instance, int requests, CallPartial... calls) {
        Latencies durations = new Latencies();
        IntStream.range(0, requests).forEach(i -> durations.add(1_000_000L * (i + 1)));
        return new SpanPartial(
                ORDERS,
                instance,
                0,
                requests,
                0,
                0,
                durations.encoded(),
                durations.encoded(),
                List.of(calls),
                List.of(),
                List.of());
    }

    private static CallPartial call(@Nullable Entity callee, @Nullable String address, int calls, int unanswered) {
        Latencies durations = new Latencies();
        IntStream.range(0, calls).forEach(i -> durations.add(1_000_000L));
        return new CallPartial(
                callee, address, calls, unanswered, unanswered, calls - unanswered, 0, durations.encoded());
    }
}
