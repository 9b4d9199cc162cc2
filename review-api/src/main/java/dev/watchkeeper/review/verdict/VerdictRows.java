package dev.watchkeeper.review.verdict;

import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Label;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code verdict} and {@code outbox}, and the claim on a review. Every method runs in its caller's transaction. */
public final class VerdictRows {

    private static final String SELECT =
            "select v.*, coalesce(o.due_at_millis, v.time_millis) as due_at_millis, o.sent_at_millis,"
                    + " o.voided_at_millis from verdict v left join outbox o on o.verdict_id = v.id ";

    private final JdbcClient jdbc;

    /** What an idempotency key was used for. */
    record Keyed(String verdictId, String digest) {}

    /** Reads and writes through this client. */
    public VerdictRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<GivenVerdict> find(String id) {
        return jdbc.sql(SELECT + "where v.id = ?")
                .param(id)
                .query((row, line) -> verdict(row))
                .optional();
    }

    List<GivenVerdict> newest(int limit) {
        return jdbc.sql(SELECT + "order by v.time_millis desc, v.id limit ?")
                .param(limit)
                .query((row, line) -> verdict(row))
                .list();
    }

    Optional<Keyed> byKey(String reviewer, String key) {
        return jdbc.sql("select id as verdict_id, request_digest as digest from verdict"
                        + " where reviewer = ? and idempotency_key = ?")
                .params(reviewer, key)
                .query(Keyed.class)
                .optional();
    }

    void insert(GivenVerdict verdict, @Nullable String key, String digest) {
        jdbc.sql("insert into verdict (id, review_id, review_revision, decision_id, incident_id, answer, reason, label,"
                        + " cause, notifies, receiver, payload, reviewer, time_millis, idempotency_key, request_digest)"
                        + " values (:id, :review, :revision, :decision, :incident, :answer, :reason, :label, :cause,"
                        + " :notifies, :receiver, :payload, :reviewer, :time, :key, :digest)")
                .param("id", verdict.id())
                .param("review", verdict.reviewId())
                .param("revision", verdict.reviewRevision())
                .param("decision", verdict.decisionId())
                .param("incident", verdict.incidentId())
                .param("answer", verdict.answer().name())
                .param("reason", verdict.reason())
                .param("label", verdict.label().name())
                .param("cause", verdict.cause())
                .param("notifies", verdict.carried().notifies())
                .param("receiver", verdict.carried().receiver())
                .param("payload", verdict.carried().payload())
                .param("reviewer", verdict.reviewer())
                .param("time", verdict.timeMillis())
                .param("key", key)
                .param("digest", digest)
                .update();
    }

    /** Makes the verdict the review's answer, if the review still waits at this version. */
    boolean claim(String reviewId, long version, String verdictId) {
        return jdbc.sql("update review set given_verdict_id = ?, version = version + 1"
                                + " where id = ? and version = ? and state = 'OPENED' and given_verdict_id is null")
                        .params(verdictId, reviewId, version)
                        .update()
                == 1;
    }

    void forget(String verdictId) {
        jdbc.sql("delete from verdict where id = ?").param(verdictId).update();
    }

    void enqueue(String verdictId, long dueAtMillis) {
        jdbc.sql("insert into outbox (verdict_id, due_at_millis) values (?, ?)")
                .params(verdictId, dueAtMillis)
                .update();
    }

    /** Keeps the verdict from leaving, if it is not due yet. */
    boolean voidUnsent(String verdictId, long nowMillis, String because) {
        return jdbc.sql("update outbox set voided_at_millis = :now, voided_because = :because where verdict_id = :id"
                                + " and due_at_millis > :now and sent_at_millis is null and voided_at_millis is null")
                        .param("now", nowMillis)
                        .param("because", because)
                        .param("id", verdictId)
                        .update()
                == 1;
    }

    /** The review waits again, if this verdict was its answer. */
    void release(String reviewId, String verdictId) {
        jdbc.sql(
                        "update review set given_verdict_id = null, version = version + 1 where id = ? and given_verdict_id = ?")
                .params(reviewId, verdictId)
                .update();
    }

    /** Up to this many verdicts that are due, oldest first, locked until the transaction ends. */
    List<GivenVerdict> lockDue(long nowMillis, int limit) {
        return jdbc.sql("select v.*, o.due_at_millis, o.sent_at_millis, o.voided_at_millis"
                        + " from outbox o join verdict v on v.id = o.verdict_id"
                        + " where o.due_at_millis <= ? and o.sent_at_millis is null and o.voided_at_millis is null"
                        + " order by o.sequence limit ? for update of o skip locked")
                .params(nowMillis, limit)
                .query((row, line) -> verdict(row))
                .list();
    }

    void markSent(String verdictId, long nowMillis) {
        jdbc.sql("update outbox set sent_at_millis = ? where verdict_id = ?")
                .params(nowMillis, verdictId)
                .update();
    }

    /** How many verdicts have not left yet. */
    long unsent() {
        return jdbc.sql("select count(*) from outbox where sent_at_millis is null and voided_at_millis is null")
                .query(Long.class)
                .single();
    }

    private static GivenVerdict verdict(ResultSet row) throws SQLException {
        return new GivenVerdict(
                row.getString("id"),
                row.getString("review_id"),
                row.getInt("review_revision"),
                row.getString("decision_id"),
                row.getString("incident_id"),
                Answer.valueOf(row.getString("answer")),
                row.getString("reason"),
                Label.valueOf(row.getString("label")),
                row.getString("cause"),
                new Proposal(row.getBoolean("notifies"), row.getString("receiver"), row.getString("payload")),
                row.getString("reviewer"),
                row.getLong("time_millis"),
                row.getLong("due_at_millis"),
                absent(row, "sent_at_millis"),
                absent(row, "voided_at_millis"),
                row.getString("not_applied_because"));
    }

    private static @Nullable Long absent(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
