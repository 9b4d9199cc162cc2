package dev.watchkeeper.local.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The alerts that were sent, one for each set of labels, as Alertmanager keeps them. */
final class ReceivedAlerts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ALERTS = 1000;

    private final Clock clock;
    private final Map<String, ObjectNode> byLabels = new LinkedHashMap<>();

    ReceivedAlerts(Clock clock) {
        this.clock = clock;
    }

    /** Takes an array of alerts; the answer is the HTTP status that Alertmanager would give. */
    synchronized int post(byte[] body) {
        try {
            JsonNode alerts = JSON.readTree(body);
            if (!alerts.isArray()) {
                return 400;
            }
            for (JsonNode alert : alerts) {
                if (!alert.path("labels").isObject() || byLabels.size() >= MOST_ALERTS) {
                    return 400;
                }
            }
            alerts.forEach(alert -> byLabels.put(alert.get("labels").toString(), alert.deepCopy()));
            return 200;
        } catch (IOException e) {
            return 400;
        }
    }

    /** Those that have not ended, with their status, as {@code GET /api/v2/alerts} shows them. */
    synchronized String json() {
        ArrayNode active = JSON.createArrayNode();
        byLabels.values().stream().filter(this::isActive).forEach(alert -> {
            ObjectNode shown = alert.deepCopy();
            shown.putObject("status").put("state", "active");
            active.add(shown);
        });
        try {
            return JSON.writeValueAsString(active);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }

    /** A page for people. */
    synchronized String page() {
        StringBuilder page = new StringBuilder("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Receiver</title>
                <meta http-equiv="refresh" content="5">
                <style>body{font:14px/1.5 system-ui;margin:2rem;max-width:60rem;color-scheme:light dark}
                article{border-top:1px solid #8888;padding:.5rem 0}pre{white-space:pre-wrap}</style>
                <h1>What the receiver was sent</h1>""");
        if (byLabels.isEmpty()) {
            page.append("<p>Nothing yet. It listens.</p>");
        }
        byLabels.values()
                .forEach(alert -> page.append("<article><strong>")
                        .append(isActive(alert) ? "active" : "resolved")
                        .append("</strong> ")
                        .append(escaped(
                                alert.path("annotations").path("summary").asText()))
                        .append("<pre>")
                        .append(escaped(alert.toPrettyString()))
                        .append("</pre></article>"));
        return page.append("</html>").toString();
    }

    private boolean isActive(ObjectNode alert) {
        String end = alert.path("endsAt").asText();
        try {
            return end.isEmpty() || Instant.parse(end).isAfter(clock.instant());
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
