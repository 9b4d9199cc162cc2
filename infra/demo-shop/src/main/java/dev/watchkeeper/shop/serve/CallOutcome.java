package dev.watchkeeper.shop.serve;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a call to another service, typed by what the caller may conclude. */
public sealed interface CallOutcome {

    /** The other side answered. A 5xx of a shop service means that it changed nothing. */
    record Answered(int status, JsonNode body) implements CallOutcome {

        /** Whether the other side did what was asked for. */
        public boolean ok() {
            return status < 300;
        }

        /** The field {@code state} of the answer. */
        public String state() {
            return body.path("state").asText("");
        }
    }

    /** It was never sent: the other side changed nothing. */
    record NotSent(String reason) implements CallOutcome {}

    /** It was sent and no answer came: the other side may have done it. */
    record Unknown(String reason) implements CallOutcome {}
}
