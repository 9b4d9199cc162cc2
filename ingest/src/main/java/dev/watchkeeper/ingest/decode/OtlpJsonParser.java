package dev.watchkeeper.ingest.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows OTLP/JSON to a reader of protobuf's JSON: ids, which OTLP writes in hex, are handed on in base 64. Counts
 * objects on the way and notices which fields stand at the top.
 */
final class OtlpJsonParser extends JsonParserDelegate {

    private static final Set<String> IDS =
            Set.of("traceId", "spanId", "parentSpanId", "trace_id", "span_id", "parent_span_id");

    /** One byte, no valid id: the record is then refused by itself, not its whole request. */
    private static final String NO_ID = "AA==";

    private final FieldDescriptor root;
    private final Budget budget;
    private int depth;
    private boolean rootSeen;
    private boolean otherSeen;

    OtlpJsonParser(JsonParser json, FieldDescriptor root, Budget budget) {
        super(json);
        this.root = root;
        this.budget = budget;
    }

    /** Whether the object has fields, but not the one that makes it a request of this signal. */
    boolean foreign() {
        return otherSeen && !rootSeen;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == null) {
            return null;
        }
        switch (token) {
            case START_OBJECT -> {
                depth++;
                if (!budget.one()) {
                    throw new JsonDecoder.TooManyMessages();
                }
            }
            case START_ARRAY -> depth++;
            case END_OBJECT, END_ARRAY -> depth--;
            case FIELD_NAME -> note();
            default -> {}
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        // Through nextToken, so that what is skipped is counted and the depth stays right.
        int outer = depth;
        if (currentToken() == JsonToken.START_OBJECT || currentToken() == JsonToken.START_ARRAY) {
            while (depth >= outer && nextToken() != null) {
                // every token is counted where it is read
            }
        }
        return this;
    }

    @Override
    public String getText() throws IOException {
        String text = super.getText();
        if (currentToken() != JsonToken.VALUE_STRING || !IDS.contains(String.valueOf(currentName()))) {
            return text;
        }
        try {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException notHex) {
            return NO_ID;
        }
    }

    private void note() throws IOException {
        if (depth == 1) {
            String name = currentName();
            boolean known = root.getJsonName().equals(name) || root.getName().equals(name);
            rootSeen |= known;
            otherSeen |= !known;
        }
    }
}
