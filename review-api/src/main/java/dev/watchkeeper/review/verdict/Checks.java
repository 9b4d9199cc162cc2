package dev.watchkeeper.review.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.review.queue.Proposal;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every answer must hold. */
final class Checks {

    /** Longest reason, cause or receiver, in characters. */
    static final int MAX_TEXT = 2_000;

    /** Longest payload, in characters; the router sends no longer one. */
    static final int MAX_PAYLOAD = 16_384;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final List<String> FIELDS = List.of("labels", "annotations", "startsAt", "generatorURL");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private Checks() {}

    static @Nullable String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return bounded(field, value.strip(), MAX_TEXT);
    }

    static String required(String field, @Nullable String value) {
        String text = text(field, value);
        if (text == null) {
            throw new InvalidAnswer(field, "is required: say why");
        }
        return text;
    }

    static Proposal proposal(Proposal instead) {
        String receiver = text("receiver", instead.receiver());
        if (receiver == null) {
            throw new InvalidAnswer("receiver", "is required");
        }
        bounded("payload", instead.payload(), MAX_PAYLOAD);
        if (!tree(instead.payload()).isObject()) {
            throw new InvalidAnswer("payload", "must be a JSON object");
        }
        return new Proposal(instead.notifies(), receiver, instead.payload());
    }

    /**
     * What the router could not send is not taken: it would drop it when the answer cannot be changed any more. Labels
     * and beginning are the alert's identity and stay as shown. The router holds payloads against the same rules; both
     * are tested against its {@code payloads.json}.
     */
    static void sendable(Proposal instead, Proposal shown) {
        JsonNode alert = tree(instead.payload());
        JsonNode before = tree(shown.payload());
        for (Iterator<String> names = alert.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new InvalidAnswer("payload", "may have " + FIELDS + " only, found " + name);
            }
        }
        for (String fixed : List.of("labels", "startsAt")) {
            if (!alert.path(fixed).equals(before.path(fixed))) {
                throw new InvalidAnswer("payload", "must keep " + fixed + " as shown: " + before.path(fixed));
            }
        }
        if (!annotations(alert.path("annotations"))) {
            throw new InvalidAnswer("payload", "needs annotations, a mapping of names to text");
        }
        JsonNode link = alert.path("generatorURL");
        if (!link.isMissingNode() && !link.isTextual()) {
            throw new InvalidAnswer("payload", "must have text as generatorURL");
        }
    }

    private static boolean annotations(JsonNode annotations) {
        return annotations.isObject()
                && annotations.properties().stream()
                        .allMatch(each -> NAME.matcher(each.getKey()).matches()
                                && each.getValue().isTextual());
    }

    private static JsonNode tree(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new InvalidAnswer("payload", "is not JSON: " + e.getOriginalMessage());
        }
    }

    private static String bounded(String field, String value, int max) {
        if (value.indexOf('\0') >= 0) {
            throw new InvalidAnswer(field, "has a NUL character, which cannot be kept");
        }
        if (value.length() > max) {
            throw new InvalidAnswer(field, "has " + value.length() + " characters, at most " + max + " are taken");
        }
        return value;
    }
}
