package dev.watchkeeper.router.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Incident;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The alert as a receiver is told it: Alertmanager's JSON without an end, {@code labels} (identity, fixed at the
 * opening), {@code annotations}, {@code startsAt}, {@code generatorURL}. Score and models stand in annotations only.
 */
public final class AlertPayload {

    /** Length beyond which a payload is refused. */
    static final int MOST_CHARACTERS = 16_384;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Set<String> FIELDS = Set.of("labels", "annotations", "startsAt", "generatorURL");

    private final String consoleUrl;

    /** Alerts link to {@code <consoleUrl>/incidents/<id>}. */
    public AlertPayload(String consoleUrl) {
        this.consoleUrl = consoleUrl.replaceAll("/+$", "");
    }

    /** The alert of an incident that is told for the first time. */
    String opening(Incident incident, String severity, long startsAtMillis) {
        ObjectNode alert = JSON.createObjectNode();
        alert.putObject("labels")
                .put("alertname", "WatchkeeperIncident")
                .put("incident", incident.getId())
                .put("service", Words.service(incident))
                .put("severity", severity)
                .put("tenant", incident.getTenant());
        alert.set("annotations", annotations(incident));
        alert.put("startsAt", Instant.ofEpochMilli(startsAtMillis).toString());
        alert.put("generatorURL", consoleUrl + "/incidents/" + incident.getId());
        return alert.toString();
    }

    /** The same alert with the annotations of a later revision: labels and beginning stay. */
    String updated(String payload, Incident incident) {
        ObjectNode alert = (ObjectNode) tree(payload);
        alert.set("annotations", annotations(incident));
        return alert.toString();
    }

    /** The payload with its end: what an Alertmanager-like receiver is sent. */
    public static String ending(String payload, Instant endsAt) {
        return ((ObjectNode) tree(payload)).put("endsAt", endsAt.toString()).toString();
    }

    /**
     * What makes the payload unusable in place of the one that was shown; empty where it can be sent. Labels and
     * beginning are the alert's identity and stay. The review API refuses the same, so that an answer which it takes
     * can be carried out; both are tested against {@code payloads.json}.
     */
    static Optional<String> problem(String payload, String shown) {
        if (payload.length() > MOST_CHARACTERS) {
            return Optional.of("at most " + MOST_CHARACTERS + " characters expected, found " + payload.length());
        }
        try {
            return problem(JSON.readTree(payload), tree(shown));
        } catch (JsonProcessingException e) {
            return Optional.of("JSON expected: " + e.getOriginalMessage());
        }
    }

    /** Whether both say the same, however they are written. */
    static boolean same(String one, String other) {
        try {
            return one.equals(other) || JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    static Optional<Long> startsAtMillis(String payload) {
        return startsAt(tree(payload));
    }

    private static Optional<String> problem(@Nullable JsonNode alert, JsonNode shown) {
        if (alert == null || !alert.isObject()) {
            return Optional.of("a JSON object expected");
        }
        List<String> unknown =
                names(alert).stream().filter(name -> !FIELDS.contains(name)).toList();
        if (!unknown.isEmpty()) {
            return Optional.of("labels, annotations, startsAt and generatorURL expected, found " + unknown);
        }
        for (String fixed : List.of("labels", "startsAt")) {
            if (!alert.path(fixed).equals(shown.path(fixed))) {
                return Optional.of(fixed + " as shown expected, " + shown.path(fixed) + ", found " + alert.path(fixed));
            }
        }
        if (!texts(alert.path("annotations"))) {
            return Optional.of("annotations expected, a mapping of names to text");
        }
        return alert.path("generatorURL").isMissingNode()
                        || alert.path("generatorURL").isTextual()
                ? Optional.empty()
                : Optional.of("generatorURL: text expected");
    }

    private static boolean texts(JsonNode node) {
        if (!node.isObject()) {
            return false;
        }
        for (Iterator<Map.Entry<String, JsonNode>> each = node.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> field = each.next();
            if (!field.getValue().isTextual() || !LABEL.matcher(field.getKey()).matches()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Optional<Long> startsAt(JsonNode alert) {
        try {
            return Optional.of(Instant.parse(alert.path("startsAt").asText()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode annotations(Incident incident) {
        return JSON.createObjectNode()
                .put("summary", Words.shortened(incident.getSentence()))
                .put("description", String.join("\n", Words.evidence(incident)))
                .put("certainty", String.format(Locale.ROOT, "%.2f", incident.getCertainty()))
                .put("model", Words.shortened(String.join(", ", incident.getModels())))
                .put("causes", causes(incident.getCauses()));
    }

    private static String causes(List<Cause> causes) {
        return Words.shortened(causes.stream()
                .limit(3)
                .map(cause ->
                        cause.getEntity().getName() + " (" + String.format(Locale.ROOT, "%.2f", cause.getScore()) + ")")
                .collect(Collectors.joining(", ")));
    }

    private static JsonNode tree(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("payloads are checked before they are kept", e);
        }
    }
}
