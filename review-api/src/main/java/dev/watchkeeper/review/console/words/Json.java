package dev.watchkeeper.review.console.words;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Payloads for the eye. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** With line breaks and indents; as it is where it is no JSON. */
    public static String pretty(String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            return tree == null || tree.isMissingNode()
                    ? json
                    : MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    /** The first field of this name that holds an http or https address. */
    public static Optional<String> link(String json, String field) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            JsonNode found = tree == null ? null : tree.findValue(field);
            String text = found == null ? "" : found.asText("");
            return text.startsWith("https://") || text.startsWith("http://") ? Optional.of(text) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
