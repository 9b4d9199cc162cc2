package dev.watchkeeper.router.decide;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the router goes by, versioned. The first rule that says something decides; the last one decides about every
 * incident, so that none is left without a decision.
 *
 * @param version named in every decision
 * @param askDue how long an ASK waits for its answer
 * @param notifiesOnExpiry what an unanswered ASK does: notify, or nobody is told
 * @param checkDue how long a CHECK waits for its answer; nothing happens when it expires
 * @param criticalFromFailedRequestsPerSecond impact from which an incident's severity is critical, else warning
 * @param forgetAfter how long a case is kept after its end; verdicts on it are dropped afterwards
 */
public record Policy(
        String version,
        List<Rule> rules,
        Duration askDue,
        boolean notifiesOnExpiry,
        Duration checkDue,
        double criticalFromFailedRequestsPerSecond,
        Duration forgetAfter) {

    public Policy {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || !rules.get(rules.size() - 1).decidesAll()) {
            throw new IllegalArgumentException("policy " + version
                    + ": the last rule must decide about every incident (otherwise, no tenant, no service)");
        }
        if (rules.stream().map(Rule::id).distinct().count() < rules.size()) {
            throw new IllegalArgumentException("policy " + version + ": two rules share an id");
        }
        Stream.of(askDue, checkDue, forgetAfter)
                .filter(time -> time.isNegative() || time.isZero())
                .findFirst()
                .ifPresent(time -> {
                    throw new IllegalArgumentException(
                            "policy " + version + ": times above zero expected, found " + time);
                });
    }

    Choice choose(String tenant, String service, double certainty) {
        return rules.stream()
                .map(rule -> rule.choose(tenant, service, certainty))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the last rule decides about every incident"));
    }

    String severity(double failedRequestsPerSecond) {
        return failedRequestsPerSecond >= criticalFromFailedRequestsPerSecond ? "critical" : "warning";
    }

    /** Names of all receivers that the rules name. */
    public List<String> receivers() {
        return rules.stream()
                .map(rule -> Optional.ofNullable(rule.receiver()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
