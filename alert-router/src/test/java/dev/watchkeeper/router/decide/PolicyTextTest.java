package dev.watchkeeper.router.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.schemas.record.DecisionKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTextTest {

    @Test
    void policy_isReadFromYaml() {
        Policy policy = PolicyText.parse("""
                version: ours-3
                rules:
                  - {id: mute-batch, service: batch, certainty-at-least: 0, then: suppress}
                  - {id: pay, service: payment, certainty-at-least: 0.6, then: notify, receiver: pager}
                  - {id: rest, certainty-at-least: 0.9, then: notify, otherwise: ask, receiver: hook}
                reviews: {ask-due: PT5M, ask-on-expiry: notify, check-due: PT1H}
                severity: {critical-from-failed-requests-per-second: 3}
                forget-after: P1D
                """, "first");

        assertThat(policy.version()).isEqualTo("ours-3");
        assertThat(policy.receivers()).containsExactly("pager", "hook");
        assertThat(policy.askDue()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.notifiesOnExpiry()).isTrue();
        assertThat(policy.choose("t", "batch", 1).kind()).isEqualTo(DecisionKind.SUPPRESS);
        assertThat(policy.choose("t", "payment", 0.6).rule()).isEqualTo("pay");
        assertThat(policy.choose("t", "payment", 0.59).kind()).isEqualTo(DecisionKind.ASK);
        assertThat(policy.choose("t", "order", 0.9).receiver()).isEqualTo("hook");
        assertThat(policy.severity(2.9)).isEqualTo("warning");
        assertThat(policy.severity(3)).isEqualTo("critical");
    }

    @Test
    void policy_isReadFromJson() {
        assertThat(PolicyText.parse("""
                {"version": "j", "rules": [{"id": "all", "certainty-at-least": 2, "then": "notify",
                 "otherwise": "ask", "receiver": "pager"}]}
                """, "first").choose("t", "s", 1).kind())
                .as("a bound above 1 asks always")
                .isEqualTo(DecisionKind.ASK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certainty-at-least: 0.9, then: notify, receiver: p|the last rule must decide",
                "certainty-at-least: 0.9, then: notify, otherwise: ask|a receiver expected",
                "certainty-at-least: 0.9, then: page, otherwise: ask, receiver: p|suppress, notify or ask expected, found page",
                "certainty-at-least: 90, then: notify, otherwise: ask, receiver: p|found 90",
                "certainty-atleast: 0.9, then: notify, otherwise: ask, receiver: p|found certainty-atleast",
                "then: notify, otherwise: ask, receiver: p|either certainty-below or certainty-at-least"
            })
    void wrongRule_isRefusedWithWhatWasExpected(String rule, String message) {
        assertThatThrownBy(() -> PolicyText.parse("{version: v, rules: [{id: r, " + rule + "}]}", "first"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void notAPolicy_isRefused() {
        assertThatThrownBy(() -> PolicyText.parse("!!javax.script.ScriptEngineManager []", "first"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PolicyText.parse("[1, 2]", "first")).hasMessageContaining("a mapping expected");
        assertThatThrownBy(() -> PolicyText.parse("{version: v}", "first"))
                .hasMessageContaining("a list of rules expected");
    }
}
