package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.DecisionKind;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a policy from YAML (and so from JSON). Unknown words are refused: a misspelt rule must not be a silent one. */
public final class PolicyText {

    private static final Set<String> TOP = Set.of("version", "rules", "reviews", "severity", "forget-after");
    private static final Set<String> REVIEWS = Set.of("ask-due", "ask-on-expiry", "check-due");
    private static final Set<String> SEVERITY = Set.of("critical-from-failed-requests-per-second");
    private static final Set<String> RULE =
            Set.of("id", "tenant", "service", "certainty-below", "certainty-at-least", "then", "otherwise", "receiver");

    private static final String DEFAULT = "default";

    private PolicyText() {}

    /**
     * The policy.
     *
     * @param firstReceiver who is meant by the receiver {@code default}
     * @throws IllegalArgumentException what is wrong in it, and what was expected
     */
    public static Policy parse(String text, String firstReceiver) {
        Map<String, Object> top = map("policy", load(text));
        known("policy", top, TOP);
        Map<String, Object> reviews = map("reviews", top.getOrDefault("reviews", Map.of()));
        known("reviews", reviews, REVIEWS);
        Map<String, Object> severity = map("severity", top.getOrDefault("severity", Map.of()));
        known("severity", severity, SEVERITY);
        return new Policy(
                text("version", top.get("version")),
                rules(top.get("rules"), firstReceiver),
                duration("ask-due", reviews.getOrDefault("ask-due", "PT15M")),
                notifies(text("ask-on-expiry", reviews.getOrDefault("ask-on-expiry", "suppress"))),
                duration("check-due", reviews.getOrDefault("check-due", "PT24H")),
                number(
                        "critical-from-failed-requests-per-second",
                        severity.getOrDefault("critical-from-failed-requests-per-second", 1.0)),
                duration("forget-after", top.getOrDefault("forget-after", "P7D")));
    }

    private static Object load(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("the policy is not YAML: " + e.getMessage(), e);
        }
    }

    private static List<Rule> rules(@Nullable Object value, String firstReceiver) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("policy: a list of rules expected, found " + value);
        }
        List<Rule> rules = new ArrayList<>();
        list.forEach(each -> rules.add(rule(map("rule", each), firstReceiver)));
        return rules;
    }

    private static Rule rule(Map<String, Object> rule, String firstReceiver) {
        known("rule", rule, RULE);
        String id = text("id", rule.get("id"));
        boolean below = rule.containsKey("certainty-below");
        if (below == rule.containsKey("certainty-at-least")) {
            throw new IllegalArgumentException(
                    "rule " + id + ": either certainty-below or certainty-at-least expected");
        }
        String bound = below ? "certainty-below" : "certainty-at-least";
        return new Rule(
                id,
                optional(rule.get("tenant")),
                optional(rule.get("service")),
                number(bound, rule.get(bound)),
                below ? Rule.Side.BELOW : Rule.Side.AT_LEAST,
                kind(id, text("then", rule.get("then"))),
                rule.containsKey("otherwise") ? kind(id, text("otherwise", rule.get("otherwise"))) : null,
                DEFAULT.equals(rule.get("receiver")) ? firstReceiver : optional(rule.get("receiver")));
    }

    private static DecisionKind kind(String rule, String word) {
        return switch (word) {
            case "suppress" -> DecisionKind.SUPPRESS;
            case "notify" -> DecisionKind.NOTIFY;
            case "ask" -> DecisionKind.ASK;
            default ->
                throw new IllegalArgumentException(
                        "rule " + rule + ": suppress, notify or ask expected, found " + word);
        };
    }

    private static boolean notifies(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "suppress" -> false;
            case "notify" -> true;
            default -> throw new IllegalArgumentException("ask-on-expiry: suppress or notify expected, found " + word);
        };
    }

    private static void known(String what, Map<String, Object> found, Set<String> expected) {
        found.keySet().stream()
                .filter(key -> !expected.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            what + ": one of " + expected.stream().sorted().toList() + " expected, found " + key);
                });
    }

    @SuppressWarnings("unchecked") // SafeConstructor makes maps of plain values; a key that isn't text is refused
    private static Map<String, Object> map(String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException(what + ": a mapping expected, found " + value);
    }

    private static String text(String what, @Nullable Object value) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException(what + ": text expected, found " + value);
        }
        return value.toString();
    }

    private static @Nullable String optional(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static double number(String what, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(what + ": a number expected, found " + value);
    }

    private static Duration duration(String what, Object value) {
        try {
            return Duration.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(what + ": a time such as PT15M expected, found " + value, e);
        }
    }
}
