package dev.watchkeeper.review.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.review.problem.Problem;
import dev.watchkeeper.review.queue.IncidentNumbers;
import dev.watchkeeper.review.queue.Records;
import dev.watchkeeper.review.queue.Records.IncidentDocument;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Incidents, and the decisions about them. */
@RestController
@RequestMapping("/api/v1")
final class IncidentsApi {

    private final Records records;
    private final IncidentNumbers numbers;
    private final ObjectMapper json;

    IncidentsApi(Records records, IncidentNumbers numbers, ObjectMapper json) {
        this.records = records;
        this.numbers = numbers;
        this.json = json;
    }

    @GetMapping("/incidents")
    List<ObjectNode> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "100") int limit) {
        IncidentState wanted = Parameters.oneOf("state", state, IncidentState.class);
        return records.incidents(wanted == null ? null : wanted.name(), before, limit).stream()
                .map(this::numbered)
                .toList();
    }

    @GetMapping("/incidents/{reference}")
    ResponseEntity<ObjectNode> read(@PathVariable String reference) {
        IncidentDocument incident = numbers.resolve(reference)
                .flatMap(records::incident)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "no incident " + reference));
        ObjectNode body = numbered(incident);
        JsonNode first = body.path("causes").path(0).path("entity").path("name");
        body.put("firstCause", first.isTextual() ? first.textValue() : null);
        return ResponseEntity.ok()
                .eTag("\"" + incident.id() + "." + incident.revision() + "\"")
                .body(body);
    }

    @GetMapping("/decisions")
    List<ObjectNode> decisions(@RequestParam String incident) {
        return numbers.resolve(incident).map(records::decisions).orElse(List.of()).stream()
                .map(this::object)
                .toList();
    }

    private ObjectNode numbered(IncidentDocument incident) {
        ObjectNode body = json.createObjectNode().put("number", incident.number());
        body.setAll(object(incident.json()));
        return body;
    }

    private ObjectNode object(String document) {
        try {
            return (ObjectNode) json.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are written by us", e);
        }
    }
}
