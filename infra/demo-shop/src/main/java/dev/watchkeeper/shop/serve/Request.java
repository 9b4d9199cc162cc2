package dev.watchkeeper.shop.serve;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as a handler sees it.
 *
 * @param id what stands in the path where the route has {@code {id}}; empty if it has none
 * @param body the JSON that was sent; a missing node if none was
 */
public record Request(String id, JsonNode body) {

    /**
     * A text field of the body.
     *
     * @throws BadRequest if it is absent or longer than 64 characters
     */
    public String text(String field) {
        String value = body.path(field).asText("");
        if (value.isEmpty() || value.length() > 64) {
            throw new BadRequest(field + ": 1 to 64 characters expected, found " + value.length());
        }
        return value;
    }

    /**
     * A positive whole number of the body.
     *
     * @throws BadRequest if it is none, or over a million
     */
    public int count(String field) {
        int value = body.path(field).asInt(0);
        if (value < 1 || value > 1_000_000) {
            throw new BadRequest(field + ": a number from 1 to 1000000 expected, found " + body.path(field));
        }
        return value;
    }

    /** The sender's fault: answered with 400 and the message. */
    public static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }
}
