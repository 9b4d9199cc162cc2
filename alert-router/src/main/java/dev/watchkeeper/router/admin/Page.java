package dev.watchkeeper.router.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** One answer. */
record Page(int status, String type, String body) {

    static Page json(int status, String body) {
        return new Page(status, "application/json", body);
    }

    /** Problem details as RFC 9457 has them. */
    static Page problem(int status, String detail) {
        return new Page(
                status,
                "application/problem+json",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "about:blank")
                        .put("status", status)
                        .put("detail", detail)
                        .toString());
    }
}
