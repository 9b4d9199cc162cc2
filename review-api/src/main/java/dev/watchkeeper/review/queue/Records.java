package dev.watchkeeper.review.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.schemas.record.Incident;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Incidents and decisions in their newest revision, as JSON documents. */
public final class Records {

    /** Most incidents that one call returns. */
    public static final int MAX_LISTED = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    /**
     * An incident.
     *
     * @param number INC-7's 7
     * @param id its id
     * @param revision its newest
     * @param json the record, whole or in short
     */
    public record IncidentDocument(long number, String id, int revision, String json) {}

    /** Reads through this client. */
    public Records(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Incidents in short, highest number first.
     *
     * @param state OPEN, CLOSED or MERGED; null for any
     * @param before only those with a smaller number; null for any
     */
    public List<IncidentDocument> incidents(@Nullable String state, @Nullable Long before, int limit) {
        return jdbc.sql("select n.number, i.id, i.revision, i.summary as json from incident i"
                        + " join incident_number n on n.incident_id = i.id"
                        + " where (:state::text is null or i.state = :state)"
                        + " and (:before::bigint is null or n.number < :before)"
                        + " order by n.number desc limit :limit")
                .param("state", state)
                .param("before", before)
                .param("limit", Math.max(1, Math.min(limit, MAX_LISTED)))
                .query(IncidentDocument.class)
                .list();
    }

    /** The whole incident with this id. */
    public Optional<IncidentDocument> incident(String id) {
        return jdbc.sql("select n.number, i.id, i.revision, i.document as json from incident i"
                        + " join incident_number n on n.incident_id = i.id where i.id = ?")
                .param(id)
                .query(IncidentDocument.class)
                .optional();
    }

    /** The same as the record that it was. */
    public Optional<Incident> incidentRecord(String id) {
        return incident(id).map(document -> {
            try {
                return RecordJson.record(JSON.readTree(document.json()), Incident.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("incident " + id + " was not kept as JSON", e);
            }
        });
    }

    /** Decisions about an incident or action, as they were decided. */
    public List<String> decisions(String subjectId) {
        return jdbc.sql("select document from decision where subject_id = ? order by decided_at_millis, id limit "
                        + MAX_LISTED)
                .param(subjectId)
                .query(String.class)
                .list();
    }
}
