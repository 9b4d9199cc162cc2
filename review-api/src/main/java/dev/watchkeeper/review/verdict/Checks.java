package dev.watchkeeper.review.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.review.queue.Proposal;
import org.jspecify.annotations.Nullable;

/** What every answer must hold. */
final class Checks {

    /** Longest reason, cause or receiver, in characters. */
    static final int MAX_TEXT = 2_000;

    /** Longest payload, in characters. */
    static final int MAX_PAYLOAD = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
        try {
            if (!JSON.readTree(instead.payload()).isObject()) {
                throw new InvalidAnswer("payload", "must be a JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidAnswer("payload", "is not JSON: " + e.getOriginalMessage());
        }
        return new Proposal(instead.notifies(), receiver, instead.payload());
    }

    private static String bounded(String field, String value, int max) {
        if (value.length() > max) {
            throw new InvalidAnswer(field, "has " + value.length() + " characters, at most " + max + " are taken");
        }
        return value;
    }
}
