package dev.watchkeeper.router.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.router.decide.Case;
import dev.watchkeeper.router.decide.Notification;
import dev.watchkeeper.router.decide.RouterState;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** What the admin server shows: health, metrics, decisions, refused inputs. */
public final class Pages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<RouterState> state;
    private final BooleanSupplier leads;
    private final RouterMetrics metrics;

    /** Pages over the newest state. */
    public Pages(Supplier<RouterState> state, BooleanSupplier leads, Supplier<Map<String, Long>> deliveries) {
        this.state = state;
        this.leads = leads;
        this.metrics = new RouterMetrics(deliveries);
    }

    Page page(String path) {
        RouterState now = state.get();
        if (path.equals("/health")) {
            return health(now);
        }
        if (path.equals("/metrics")) {
            return new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(now, leads.getAsBoolean()));
        }
        if (path.equals("/refused")) {
            return refused(now);
        }
        if (path.startsWith("/decisions/")) {
            return decision(now, path.substring("/decisions/".length()));
        }
        return Page.problem(404, "there are /health, /metrics, /decisions/{decision or incident id} and /refused");
    }

    private Page health(RouterState now) {
        ObjectNode health = JSON.createObjectNode()
                .put("leads", leads.getAsBoolean())
                .put("entries", now.sequence())
                .put("unpublished", now.unpublished().size());
        ObjectNode failing = health.putObject("failing");
        now.cases().values().stream()
                .flatMap(known -> known.notifications().stream())
                .filter(told -> told.failure() != null)
                .forEach(told -> failing.put(told.receiver(), told.failure()));
        return Page.json(200, health.toString());
    }

    private static Page decision(RouterState now, String id) {
        Optional<Case> found = now.caseOf(id)
                .or(() -> now.cases().values().stream()
                        .filter(known -> known.decision().getId().equals(id))
                        .findFirst());
        return found.map(known -> Page.json(200, shown(known).toString()))
                .orElseGet(() -> Page.problem(404, "no decision " + id));
    }

    private static ObjectNode shown(Case known) {
        ObjectNode shown = JSON.createObjectNode();
        shown.set("decision", avro(known.decision()));
        ArrayNode reviews = shown.putArray("reviews");
        known.reviews().forEach(review -> reviews.add(avro(review)));
        ArrayNode notifications = shown.putArray("notifications");
        for (Notification told : known.notifications()) {
            notifications
                    .addObject()
                    .put("id", told.id())
                    .put("receiver", told.receiver())
                    .put("content", told.content())
                    .put("confirmed", told.confirmed())
                    .put("endsAtMillis", told.endsAtMillis())
                    .put("failure", told.failure())
                    .put("refused", told.refused())
                    .put("payload", told.payload());
        }
        return shown;
    }

    private static Page refused(RouterState now) {
        ArrayNode refused = JSON.createArrayNode();
        now.refusals()
                .forEach(refusal -> refused.addObject()
                        .put("position", refusal.position().toString())
                        .put("fate", refusal.fate().word())
                        .put("reason", refusal.reason())
                        .put("detail", refusal.detail())
                        .put("timeMillis", refusal.timeMillis()));
        return Page.json(200, refused.toString());
    }

    private static JsonNode avro(SpecificRecord record) {
        try {
            return JSON.readTree(record.toString()); // Avro writes its records as JSON
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro's text is not JSON", e);
        }
    }
}
