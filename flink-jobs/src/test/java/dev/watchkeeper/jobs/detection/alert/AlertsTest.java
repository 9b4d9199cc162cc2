package dev.watchkeeper.jobs.detection.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "", "", "payment");
    private static final double ODD = 1;
    private static final double CALM = -5;

    private final Thresholds thresholds = DetectionConfig.thresholds(new Configuration());
    private final Alerts alerts = new Alerts(
            thresholds,
            new AlertRule(-8, 0, 12, 0.6, 3, 4),
            new Calibration(List.of(-8.0, 8.0), List.of(0.0, 5.0)),
            "entity@1");
    private AlertMemory memory = AlertMemory.unknown();
    private long now = 1_000_000;
    private final List<String> states = new ArrayList<>();

    @Test
    void failures_ofTwoWindows_open() {
        window(ODD, evidence(EvidenceKind.OWN_ERRORS, thresholds.openFailures(), 0.3));
        window(ODD, evidence(EvidenceKind.OWN_ERRORS, thresholds.openFailures(), 0.3));

        assertThat(states).containsExactly("quiet", "open");
    }

    @Test
    void failures_justBelowTheThreshold_neverOpen() {
        for (int i = 0; i < 10; i++) {
            window(ODD, evidence(EvidenceKind.OWN_ERRORS, thresholds.openFailures() - 0.01, 0.3));
        }

        assertThat(states).containsOnly("quiet");
    }

    @Test
    void failures_ofNearlyAllRequests_openAtOnce() {
        window(ODD, evidence(EvidenceKind.OWN_ERRORS, thresholds.strongStrength(), thresholds.strongShare()));

        assertThat(states).containsExactly("open");
    }

    @Test
    void evidence_thatTheModelDoesNotSee_doesNotOpen() {
        for (int i = 0; i < 10; i++) {
            window(CALM, evidence(EvidenceKind.SELF_TIME, 20, 1));
        }

        assertThat(states).containsOnly("quiet");
    }

    @Test
    void model_withoutEvidence_doesNotOpen() {
        for (int i = 0; i < 10; i++) {
            window(ODD);
        }

        assertThat(states).containsOnly("quiet");
    }

    @Test
    void evidenceOfThreads_opensNothingAlone() {
        for (int i = 0; i < 10; i++) {
            window(ODD, evidence(EvidenceKind.THREADS, 20, 1));
        }

        assertThat(states).containsOnly("quiet");
    }

    @Test
    void traffic_opensAfterSixWindows() {
        for (int i = 0; i < 6; i++) {
            window(ODD, evidence(EvidenceKind.TRAFFIC, 20, 0));
        }

        assertThat(states).containsExactly("quiet", "quiet", "quiet", "quiet", "quiet", "open");
    }

    @Test
    void silence_opensWithoutAModel() {
        step(CALM, true, false, evidence(EvidenceKind.SILENCE, 15, 0));

        assertThat(states).containsExactly("open");
    }

    @Test
    void latency_ofAProcessThatStarts_doesNotOpen_butErrorsDo() {
        for (int i = 0; i < 5; i++) {
            step(ODD, false, true, evidence(EvidenceKind.SELF_TIME, 20, 1));
        }
        assertThat(states).containsOnly("quiet");

        step(ODD, false, true, evidence(EvidenceKind.OWN_ERRORS, 9, 1));
        assertThat(states.get(states.size() - 1)).isEqualTo("open");
    }

    @Test
    void alert_closesAfterTheQuietTime_notOneWindowEarlier() {
        step(CALM, true, false, evidence(EvidenceKind.SILENCE, 15, 0));
        int windows = (int) (thresholds.quietMillis() / thresholds.windowMillis());
        for (int i = 1; i < windows; i++) {
            window(CALM);
        }
        assertThat(states).containsOnly("open");

        window(CALM);
        assertThat(states.get(states.size() - 1)).isEqualTo("closed");
    }

    @Test
    void alert_isKeptOpenByWeakerEvidenceThanOpenedIt() {
        step(CALM, true, false, evidence(EvidenceKind.SILENCE, 15, 0));
        for (int i = 0; i < 30; i++) {
            window(CALM, evidence(EvidenceKind.CPU, thresholds.keepStrength(), 0.2));
        }

        assertThat(states).containsOnly("open");
    }

    @Test
    void alert_ofAForgottenEntity_closes() {
        step(CALM, true, false, evidence(EvidenceKind.SILENCE, 15, 0));
        EntityWindow last = window(now, true, true, false, List.of(evidence(EvidenceKind.SILENCE, 15, 0)));
        Alerts.Outcome outcome = alerts.step(memory, new JudgedWindow(last, CALM, null), List::of);

        EntityNews news = Objects.requireNonNull(outcome.news());
        assertThat(Objects.requireNonNull(news.alert()).closed()).isTrue();
    }

    private void window(double margin, Evidence... evidence) {
        step(margin, false, false, evidence);
    }

    private void step(double margin, boolean absent, boolean settling, Evidence... evidence) {
        Alerts.Outcome outcome = alerts.step(
                memory,
                new JudgedWindow(window(now, false, absent, settling, List.of(evidence)), margin, null),
                List::of);
        memory = outcome.memory();
        now += thresholds.windowMillis();
        @Nullable
        AlertState state = outcome.news() == null ? null : outcome.news().alert();
        states.add(state == null ? "quiet" : state.closed() ? "closed" : "open");
    }

    private static EntityWindow window(
            long time, boolean last, boolean absent, boolean settling, List<Evidence> evidence) {
        return new EntityWindow(
                PAYMENT,
                time,
                last,
                absent,
                List.of(),
                settling,
                10,
                new float[EntityPool.FEATURES],
                List.of(),
                evidence,
                2,
                2,
                0,
                List.of(),
                List.of(),
                null,
                0,
                List.of());
    }

    private static Evidence evidence(EvidenceKind kind, double strength, double value) {
        return new Evidence(kind, "series", PAYMENT, null, strength, 1, value, 0, "1", 0, kind.name(), List.of());
    }
}
