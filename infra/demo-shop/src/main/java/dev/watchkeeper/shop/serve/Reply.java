package dev.watchkeeper.shop.serve;

import com.fasterxml.jackson.databind.JsonNode;

/** What a handler answers. */
public record Reply(int status, JsonNode body) {

    /** An answer that says only how it stands. */
    public static Reply of(int status, String state) {
        return new Reply(status, Json.object().put("state", state));
    }
}
