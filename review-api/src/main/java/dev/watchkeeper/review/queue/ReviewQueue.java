package dev.watchkeeper.review.queue;

import dev.watchkeeper.schemas.record.ReviewPurpose;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reviews, as they stand now. */
public final class ReviewQueue {

    /** Most reviews that one call returns. */
    public static final int MAX_LISTED = 500;

    private static final String SELECT = "select r.*, n.number, o.due_at_millis as held_until_millis,"
            + " o.sent_at_millis from review r join incident_number n on n.incident_id = r.incident_id"
            + " left join outbox o on o.verdict_id = r.given_verdict_id ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();

    /** Reads through this client; the clock says what is due. */
    public ReviewQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What waits for an answer, first due first. */
    public List<QueuedReview> waiting() {
        return jdbc.sql(SELECT + "where r.state = 'OPENED' and r.given_verdict_id is null and r.due_at_millis > ?"
                        + " order by r.due_at_millis, r.id limit " + MAX_LISTED)
                .param(clock.millis())
                .query((row, number) -> review(row))
                .list();
    }

    /**
     * Reviews that stand so and have this purpose: those that wait by due time, then the others, newest first.
     *
     * @param standing null for any
     * @param purpose null for any
     * @param limit at most {@link #MAX_LISTED}
     */
    public List<QueuedReview> list(@Nullable Standing standing, @Nullable ReviewPurpose purpose, int limit) {
        return jdbc.sql(SELECT + "where (:purpose::text is null or r.purpose = :purpose) and (" + condition(standing)
                        + ") order by case when r.state = 'OPENED' and r.given_verdict_id is null and"
                        + " r.due_at_millis > :now then r.due_at_millis else 9223372036854775807 end,"
                        + " r.opened_at_millis desc, r.id limit :limit")
                .param("purpose", purpose == null ? null : purpose.name())
                .param("now", clock.millis())
                .param("limit", Math.max(1, Math.min(limit, MAX_LISTED)))
                .query((row, number) -> review(row))
                .list();
    }

    /**
     * The review that a reference means: an id, or an incident's number ({@code 7}, {@code INC-7}). A number means the
     * incident's newest review that waits, asks before checks; where none waits, its newest review. The ETag tells
     * which one was shown.
     */
    public Optional<QueuedReview> find(String reference) {
        OptionalLong number = IncidentNumbers.parse(reference);
        if (number.isPresent()) {
            return newest("n.number = :key", number.getAsLong());
        }
        return jdbc.sql(SELECT + "where r.id = ?")
                .param(reference)
                .query((row, line) -> review(row))
                .optional();
    }

    /** The review that the incident's number means. */
    public Optional<QueuedReview> ofIncident(String incidentId) {
        return newest("r.incident_id = :key", incidentId);
    }

    /** Every review of the incident, newest first. */
    public List<QueuedReview> allOfIncident(String incidentId) {
        return jdbc.sql(SELECT + "where r.incident_id = ? order by r.opened_at_millis desc, r.id limit " + MAX_LISTED)
                .param(incidentId)
                .query((row, line) -> review(row))
                .list();
    }

    /** Whether any review, waiting or over, names this receiver; what else is declared only the router knows. */
    public boolean namesReceiver(String receiver) {
        return jdbc.sql("select exists (select 1 from review where receiver = ?)")
                .param(receiver)
                .query(Boolean.class)
                .single();
    }

    /** Goes up with every change made or projected by this process; pages compare it with an earlier value. */
    public long changes() {
        return changes.get();
    }

    /** Says that reviews, incidents or decisions have changed. */
    public void changed() {
        changes.incrementAndGet();
    }

    private Optional<QueuedReview> newest(String key, Object value) {
        return jdbc.sql(SELECT + "where " + key
                        + " order by (r.state = 'OPENED' and r.given_verdict_id is null and r.due_at_millis > :now) desc,"
                        + " (r.state = 'OPENED' and r.given_verdict_id is null and r.due_at_millis > :now"
                        + " and r.purpose = 'ASK') desc, r.opened_at_millis desc, r.id limit 1")
                .param("key", value)
                .param("now", clock.millis())
                .query((row, line) -> review(row))
                .optional();
    }

    private static String condition(@Nullable Standing standing) {
        if (standing == null) {
            return "true";
        }
        return switch (standing) {
            case OPEN -> "r.state = 'OPENED' and r.given_verdict_id is null and r.due_at_millis > :now";
            case HELD ->
                "r.state = 'OPENED' and r.given_verdict_id is not null and o.due_at_millis > :now"
                        + " and o.sent_at_millis is null";
            case ANSWERED ->
                "r.state = 'ANSWERED' or r.state = 'OPENED' and r.given_verdict_id is not null"
                        + " and (o.due_at_millis <= :now or o.sent_at_millis is not null)";
            case WITHDRAWN -> "r.state = 'WITHDRAWN'";
            case EXPIRED ->
                "r.state = 'EXPIRED' or r.state = 'OPENED' and r.given_verdict_id is null and r.due_at_millis <= :now";
        };
    }

    private QueuedReview review(ResultSet row) throws SQLException {
        Standing standing = standing(row, clock.millis());
        String given = row.getString("given_verdict_id");
        return new QueuedReview(
                row.getLong("number"),
                row.getString("id"),
                row.getInt("revision"),
                row.getLong("version"),
                standing,
                ReviewPurpose.valueOf(row.getString("purpose")),
                row.getString("decision_id"),
                row.getString("incident_id"),
                row.getInt("incident_revision"),
                row.getString("question"),
                row.getString("why_asked"),
                lines(row.getArray("evidence")),
                new Proposal(row.getBoolean("notifies"), row.getString("receiver"), row.getString("payload")),
                row.getString("on_approve"),
                row.getString("on_reject"),
                row.getString("on_expiry"),
                row.getLong("opened_at_millis"),
                row.getLong("due_at_millis"),
                row.getLong("updated_at_millis"),
                given != null ? given : row.getString("router_verdict_id"),
                standing == Standing.HELD ? row.getLong("held_until_millis") : null);
    }

    private static Standing standing(ResultSet row, long now) throws SQLException {
        String state = row.getString("state");
        if (!state.equals("OPENED")) {
            return Standing.valueOf(state);
        }
        if (row.getString("given_verdict_id") == null) {
            return row.getLong("due_at_millis") > now ? Standing.OPEN : Standing.EXPIRED;
        }
        row.getLong("sent_at_millis");
        boolean sent = !row.wasNull();
        return !sent && row.getLong("held_until_millis") > now ? Standing.HELD : Standing.ANSWERED;
    }

    private static List<String> lines(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
