package dev.watchkeeper.jobs.detection.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.detection.alert.AlertState;
import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** order calls inventory and payment; search stands alone. */
class CorrelationTest {

    private static final long T0 = 1_000_000;
    private static final Entity ORDER = service("order");
    private static final Entity INVENTORY = service("inventory");
    private static final Entity PAYMENT = service("payment");
    private static final Entity SEARCH = service("search");

    private final Thresholds thresholds = DetectionConfig.thresholds(new Configuration());
    private final Correlation correlation = new Correlation(thresholds);
    private TenantMemory memory = TenantMemory.unknown();

    @Test
    void callerAndFailingCallee_areOneIncident_theCalleeFirst() {
        calls(T0);
        List<Incident> told = step(
                T0 + 10_000,
                alert(ORDER, T0 + 10_000, on(PAYMENT, EvidenceKind.CALL_ERRORS), of(ORDER, EvidenceKind.ERRORS)),
                alert(PAYMENT, T0 + 10_000, of(PAYMENT, EvidenceKind.OWN_ERRORS)));

        assertThat(told).hasSize(1);
        assertThat(told.get(0).getAlerts()).hasSize(2);
        assertThat(causes(told.get(0))).startsWith("payment");
        assertThat(told.get(0).getWhyFirst()).contains("order suffers from payment");
    }

    @Test
    void calleeThatSendsNothing_isTheCause_withoutAnAlertOfItsOwn() {
        calls(T0);
        List<Incident> told = step(T0 + 10_000, alert(ORDER, T0 + 10_000, on(INVENTORY, EvidenceKind.CALL_UNANSWERED)));

        assertThat(causes(told.get(0))).startsWith("inventory");
        assertThat(told.get(0).getSentence()).contains("inventory");
    }

    @Test
    void silentCaller_isTheCauseOfItsCalleesLostTraffic() {
        calls(T0);
        List<Incident> told = step(
                T0 + 60_000,
                alert(ORDER, T0 + 60_000, of(ORDER, EvidenceKind.SILENCE)),
                alert(PAYMENT, T0 + 60_000, of(PAYMENT, EvidenceKind.TRAFFIC)),
                alert(INVENTORY, T0 + 60_000, of(INVENTORY, EvidenceKind.TRAFFIC)));

        assertThat(told).hasSize(1);
        assertThat(causes(told.get(0))).startsWith("order");
    }

    @Test
    void processorHog_isTheCauseOfItsNeighboursSlowness() {
        calls(T0);
        List<Incident> told = step(
                T0 + 10_000,
                alert(
                        PAYMENT,
                        T0 + 10_000,
                        evidence(PAYMENT, null, EvidenceKind.CPU, 12, 0.8),
                        evidence(PAYMENT, null, EvidenceKind.SELF_TIME, 8, 0.5)),
                alert(ORDER, T0 + 10_000, evidence(ORDER, null, EvidenceKind.SELF_TIME, 14, 0.9)),
                alert(INVENTORY, T0 + 10_000, evidence(INVENTORY, null, EvidenceKind.SELF_TIME, 14, 0.9)));

        assertThat(causes(told.get(0))).startsWith("payment");
    }

    @Test
    void collector_thatStandsStill_doesNotBlameItsCallees() {
        calls(T0);
        List<Incident> told = step(
                T0 + 10_000,
                alert(
                        ORDER,
                        T0 + 10_000,
                        of(ORDER, EvidenceKind.MEMORY),
                        of(ORDER, EvidenceKind.GC),
                        on(PAYMENT, EvidenceKind.CALL_TIME),
                        on(INVENTORY, EvidenceKind.CALL_TIME)));

        assertThat(causes(told.get(0))).startsWith("order");
    }

    @Test
    void entitiesThatDontCallEachOther_areTwoIncidents() {
        calls(T0);
        List<Incident> told = step(
                T0 + 10_000,
                alert(PAYMENT, T0 + 10_000, of(PAYMENT, EvidenceKind.OWN_ERRORS)),
                alert(SEARCH, T0 + 10_000, of(SEARCH, EvidenceKind.OWN_ERRORS)));

        assertThat(told).hasSize(2);
    }

    @Test
    void incidents_whoseCallsBecomeKnown_mergeIntoTheOlder() {
        List<Incident> first = step(T0, alert(PAYMENT, T0, of(PAYMENT, EvidenceKind.OWN_ERRORS)));
        List<Incident> second = step(
                T0 + 10_000,
                alert(PAYMENT, T0, of(PAYMENT, EvidenceKind.OWN_ERRORS)),
                alert(ORDER, T0 + 10_000, of(ORDER, EvidenceKind.ERRORS)));
        assertThat(second.stream().filter(incident -> incident.getRevision() == 1))
                .hasSize(1);
        calls(T0 + 20_000);
        List<Incident> merged = step(
                T0 + 30_000,
                alert(PAYMENT, T0, of(PAYMENT, EvidenceKind.OWN_ERRORS)),
                alert(ORDER, T0 + 10_000, of(ORDER, EvidenceKind.ERRORS)));
        List<Incident> all = new ArrayList<>(tick);
        all.addAll(merged);

        assertThat(all).anySatisfy(incident -> {
            assertThat(incident.getState()).isEqualTo(IncidentState.MERGED);
            assertThat(incident.getMergedInto()).isEqualTo(first.get(0).getId());
        });
        assertThat(memory.incidents()).containsOnlyKeys(first.get(0).getId());
    }

    @Test
    void strongerCauseElsewhere_afterAWhile_opensItsOwnIncident() {
        calls(T0);
        step(T0, alert(PAYMENT, T0, evidence(PAYMENT, null, EvidenceKind.LOGS, 5, 0.2)));
        long later = T0 + thresholds.supersedeAfterMillis();
        List<Incident> told = step(
                later,
                alert(PAYMENT, T0, evidence(PAYMENT, null, EvidenceKind.LOGS, 4, 0.1)),
                alert(INVENTORY, later, of(INVENTORY, EvidenceKind.SILENCE)),
                alert(ORDER, later, on(INVENTORY, EvidenceKind.CALL_UNANSWERED)));

        assertThat(memory.incidents()).hasSize(2);
        assertThat(told).anySatisfy(incident -> assertThat(causes(incident)).startsWith("inventory"));
    }

    @Test
    void incident_whoseNumbersChangeALittle_isNotToldAgainAtOnce() {
        calls(T0);
        step(T0 + 10_000, alert(PAYMENT, T0 + 10_000, evidence(PAYMENT, null, EvidenceKind.OWN_ERRORS, 9, 1)));

        assertThat(step(
                        T0 + 20_000,
                        alert(PAYMENT, T0 + 10_000, evidence(PAYMENT, null, EvidenceKind.OWN_ERRORS, 9.1, 1))))
                .isEmpty();
    }

    @Test
    void incident_closesWithItsLastAlert_andIsForgotten() {
        calls(T0);
        step(T0 + 10_000, alert(PAYMENT, T0 + 10_000, of(PAYMENT, EvidenceKind.OWN_ERRORS)));
        List<Incident> told = step(T0 + 200_000, closed(PAYMENT, T0 + 10_000, T0 + 200_000));

        assertThat(told).hasSize(1);
        assertThat(told.get(0).getState()).isEqualTo(IncidentState.CLOSED);
        assertThat(told.get(0).getRevision()).isEqualTo(2);
        assertThat(told.get(0).getClosedAtMillis()).isEqualTo(T0 + 200_000);
        assertThat(memory.incidents()).isEmpty();
        assertThat(memory.alerts()).isEmpty();
    }

    @Test
    void victim_afterTheJoinTime_isItsOwnIncident() {
        for (long over : new long[] {0, 1}) {
            memory = TenantMemory.unknown();
            calls(T0);
            step(T0, alert(PAYMENT, T0, of(PAYMENT, EvidenceKind.SILENCE)));
            long later = T0 + thresholds.joinMillis() + over;
            calls(later);
            step(later, alert(ORDER, later, on(PAYMENT, EvidenceKind.CALL_ERRORS)));

            assertThat(memory.incidents()).hasSize(over == 0 ? 1 : 2);
        }
    }

    @Test
    void entityThatFlapsForHours_keepsItsIncidentWithinBounds_andCountsWhatIsLeftOut() {
        calls(T0);
        step(T0, alert(PAYMENT, T0, of(PAYMENT, EvidenceKind.OWN_ERRORS)));
        long now = T0;
        List<Incident> told = List.of();
        for (int turn = 0; turn < 480; turn++) {
            now += 60_000;
            calls(now);
            told = step(now, named("flap " + turn, alert(ORDER, now, on(PAYMENT, EvidenceKind.CALL_ERRORS))));
            assertThat(told).allMatch(incident -> incident.getAlerts().size() <= OpenIncident.MOST_ALERTS);
            step(now + 30_000, named("flap " + turn, closed(ORDER, now, now + 30_000)));
        }

        assertThat(memory.incidents()).hasSize(1);
        assertThat(memory.alerts()).hasSize(OpenIncident.MOST_ALERTS);
        assertThat(memory.alerts()).containsKey("alert of payment").containsKey("flap 479");
        assertThat(told.get(0).getWhyFirst())
                .endsWith("; " + (481 - OpenIncident.MOST_ALERTS)
                        + " earlier alerts of it are closed and not listed any more");
    }

    @Test
    void incidentWithAsManyOpenAlertsAsAreKept_takesNoMore() {
        List<Call> all = IntStream.rangeClosed(0, OpenIncident.MOST_ALERTS)
                .mapToObj(i -> call(service("callee-" + i)))
                .toList();
        told(T0, new EntityNews(ORDER, T0, null, all));
        step(T0 + 10_000, alert(ORDER, T0 + 10_000, of(ORDER, EvidenceKind.SILENCE)));
        step(
                T0 + 20_000,
                all.stream()
                        .map(call -> alert(call.getCallee(), T0 + 20_000, of(call.getCallee(), EvidenceKind.TRAFFIC)))
                        .toArray(AlertState[]::new));

        assertThat(memory.incidents().values())
                .allMatch(incident -> incident.alertIds().size() <= OpenIncident.MOST_ALERTS);
        assertThat(memory.alerts()).hasSize(OpenIncident.MOST_ALERTS + 2);
    }

    @Test
    void newsInAnotherOrder_givesTheSameRevisions() {
        calls(T0);
        TenantMemory before = memory;
        AlertState order = alert(ORDER, T0 + 10_000, on(PAYMENT, EvidenceKind.CALL_ERRORS));
        AlertState payment = alert(PAYMENT, T0 + 10_000, of(PAYMENT, EvidenceKind.OWN_ERRORS));
        List<Incident> one = step(T0 + 10_000, order, payment);
        memory = before;
        List<Incident> other = step(T0 + 10_000, payment, order);

        assertThat(other).isEqualTo(one);
    }

    private List<Incident> tick = List.of();

    private void calls(long time) {
        tick = told(time, new EntityNews(ORDER, time, null, List.of(call(INVENTORY), call(PAYMENT))));
    }

    private List<Incident> step(long time, AlertState... alerts) {
        return told(
                time,
                Arrays.stream(alerts)
                        .map(alert -> new EntityNews(alert.entity(), time, at(alert, time), List.of()))
                        .toArray(EntityNews[]::new));
    }

    private List<Incident> told(long time, EntityNews... news) {
        Correlation.Outcome outcome = correlation.step(memory, List.of(news), time);
        memory = outcome.memory();
        return outcome.revisions();
    }

    private static AlertState at(AlertState alert, long time) {
        return new AlertState(
                alert.id(),
                alert.entity(),
                alert.openedAtMillis(),
                time,
                time,
                alert.closed(),
                alert.margin(),
                alert.pValue(),
                alert.absent(),
                alert.model(),
                alert.contributions(),
                alert.evidence(),
                alert.requestRate(),
                alert.expectedRate(),
                alert.failureRate(),
                alert.traceIds(),
                alert.version(),
                alert.versionSinceMillis(),
                alert.newTemplates());
    }

    private static String causes(Incident incident) {
        return String.join(
                " ",
                incident.getCauses().stream()
                        .map(cause -> cause.getEntity().getName())
                        .toList());
    }

    private static Entity service(String name) {
        return EntityKeys.service("default", "", "", name);
    }

    private static Call call(Entity callee) {
        return Call.newBuilder()
                .setCallee(callee)
                .setRequests(2)
                .setErrors(0)
                .setP50Seconds(0.01)
                .setP95Seconds(0.02)
                .setWaitSeconds(0.001)
                .build();
    }

    private static AlertState alert(Entity entity, long opened, Evidence... evidence) {
        return state(entity, opened, opened, false, evidence);
    }

    private static AlertState named(String id, AlertState alert) {
        return new AlertState(
                id,
                alert.entity(),
                alert.openedAtMillis(),
                alert.timeMillis(),
                alert.oddMillis(),
                alert.closed(),
                alert.margin(),
                alert.pValue(),
                alert.absent(),
                alert.model(),
                alert.contributions(),
                alert.evidence(),
                alert.requestRate(),
                alert.expectedRate(),
                alert.failureRate(),
                alert.traceIds(),
                alert.version(),
                alert.versionSinceMillis(),
                alert.newTemplates());
    }

    private static AlertState closed(Entity entity, long opened, long time) {
        return state(entity, opened, time, true);
    }

    private static AlertState state(Entity entity, long opened, long time, boolean closed, Evidence... evidence) {
        return new AlertState(
                "alert of " + entity.getName(),
                entity,
                opened,
                time,
                time,
                closed,
                3,
                1e-4,
                false,
                "entity@1",
                List.of(),
                List.of(evidence),
                2,
                2,
                0.5,
                List.of(),
                null,
                0,
                List.of());
    }

    private static Evidence of(Entity entity, EvidenceKind kind) {
        return evidence(entity, null, kind, 12, 1);
    }

    private static Evidence on(Entity callee, EvidenceKind kind) {
        return evidence(ORDER, callee, kind, 12, 1);
    }

    private static Evidence evidence(
            Entity entity, @Nullable Entity callee, EvidenceKind kind, double strength, double effect) {
        String words = callee == null ? kind.name() : kind.name() + " to " + callee.getName();
        return new Evidence(
                kind, kind + "@" + entity.getName(), entity, callee, strength, effect, 1, 0, "1", T0, words, List.of());
    }
}
