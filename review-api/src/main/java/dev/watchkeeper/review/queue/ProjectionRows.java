package dev.watchkeeper.review.queue;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Review;
import java.time.Clock;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Upserts by id and revision; an older revision changes nothing. Runs in its caller's transaction. */
final class ProjectionRows {

    private final JdbcClient jdbc;
    private final IncidentNumbers numbers;
    private final Audit audit;
    private final Clock clock;
    private final String tenant;

    private record Known(
            int revision,
            @Nullable String givenVerdictId,
            @Nullable Integer answeredRevision) {}

    ProjectionRows(JdbcClient jdbc, IncidentNumbers numbers, Audit audit, Clock clock, String tenant) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
        this.tenant = tenant;
    }

    Fate apply(SpecificRecord record) {
        if (record instanceof Review review) {
            return review.getTenant().equals(tenant) ? apply(review) : Fate.FOREIGN;
        }
        if (record instanceof Incident incident) {
            return incident.getTenant().equals(tenant) ? apply(incident) : Fate.FOREIGN;
        }
        if (record instanceof Decision decision) {
            return decision.getTenant().equals(tenant) ? apply(decision) : Fate.FOREIGN;
        }
        throw new IllegalArgumentException("a review, incident or decision expected, found " + record.getClass());
    }

    private Fate apply(Incident incident) {
        numbers.assign(incident.getId());
        return fate(jdbc.sql("insert into incident (id, revision, state, opened_at_millis, summary, document)"
                        + " values (:id, :revision, :state, :opened, :summary, :document) on conflict (id) do update set"
                        + " revision = excluded.revision, state = excluded.state, opened_at_millis ="
                        + " excluded.opened_at_millis, summary = excluded.summary, document = excluded.document"
                        + " where incident.revision < excluded.revision")
                .param("id", incident.getId())
                .param("revision", incident.getRevision())
                .param("state", incident.getState().name())
                .param("opened", incident.getOpenedAtMillis())
                .param("summary", RecordJson.summary(incident).toString())
                .param("document", RecordJson.of(incident).toString())
                .update());
    }

    private Fate apply(Decision decision) {
        return fate(jdbc.sql("insert into decision (id, revision, subject_id, decided_at_millis, document)"
                        + " values (:id, :revision, :subject, :decided, :document) on conflict (id) do update set"
                        + " revision = excluded.revision, subject_id = excluded.subject_id, decided_at_millis ="
                        + " excluded.decided_at_millis, document = excluded.document"
                        + " where decision.revision < excluded.revision")
                .param("id", decision.getId())
                .param("revision", decision.getRevision())
                .param("subject", decision.getSubjectId())
                .param("decided", decision.getDecidedAtMillis())
                .param("document", RecordJson.of(decision).toString())
                .update());
    }

    private Fate apply(Review review) {
        numbers.assign(review.getIncidentId());
        Optional<Known> known = jdbc.sql("select r.revision, r.given_verdict_id, v.review_revision as answered_revision"
                        + " from review r left join verdict v on v.id = r.given_verdict_id where r.id = ?"
                        + " for update of r")
                .param(review.getId())
                .query(Known.class)
                .optional();
        if (known.isPresent() && known.get().revision() >= review.getRevision()) {
            return Fate.OLD;
        }
        known.ifPresent(before -> settle(review, before));
        upsert(review);
        return Fate.APPLIED;
    }

    /** What the router's word does to an answer that was given here. */
    private void settle(Review review, Known before) {
        String given = before.givenVerdictId();
        if (given == null || before.answeredRevision() == null) {
            return;
        }
        switch (review.getState()) {
            case OPENED -> reopen(review, given, before.answeredRevision());
            case WITHDRAWN -> discard(review, given, "the review had been withdrawn");
            case EXPIRED -> discard(review, given, "the review had expired");
            case ANSWERED -> {
                if (!given.equals(review.getVerdictId())) {
                    discard(review, given, "the review had been answered by verdict " + review.getVerdictId());
                }
            }
        }
    }

    /**
     * The router asks anew about something that was answered here: it drops an answer to an older revision, because
     * that is not what was shown. So the answer does not count here either, and the review waits again.
     */
    private void reopen(Review review, String given, int answeredRevision) {
        if (answeredRevision >= review.getRevision()) {
            return;
        }
        String because = "revision " + answeredRevision + " was answered, the router asks about revision "
                + review.getRevision();
        notApplied(given, because);
        jdbc.sql("update review set given_verdict_id = null where id = ?")
                .param(review.getId())
                .update();
        audit.record("projection", "review reopened", "review/" + review.getId(), because);
    }

    /** The review ended otherwise before the answer got there: the router drops it. It stays beside the review. */
    private void discard(Review review, String given, String because) {
        notApplied(given, because);
        audit.record("projection", "answer not applied", "review/" + review.getId(), because + ", verdict " + given);
    }

    private void notApplied(String verdictId, String because) {
        jdbc.sql("update verdict set not_applied_because = ? where id = ?")
                .params(because, verdictId)
                .update();
        jdbc.sql("update outbox set voided_at_millis = ?, voided_because = ?"
                        + " where verdict_id = ? and sent_at_millis is null and voided_at_millis is null")
                .params(clock.millis(), because, verdictId)
                .update();
    }

    private void upsert(Review review) {
        jdbc.sql("insert into review (id, revision, version, state, purpose, decision_id, incident_id,"
                        + " incident_revision, question, why_asked, evidence, notifies, receiver, payload, on_approve,"
                        + " on_reject, on_expiry, opened_at_millis, due_at_millis, updated_at_millis,"
                        + " router_verdict_id) values (:id, :revision, 1, :state, :purpose, :decision, :incident,"
                        + " :incidentRevision, :question, :why, :evidence, :notifies, :receiver, :payload, :onApprove,"
                        + " :onReject, :onExpiry, :opened, :due, :updated, :verdict) on conflict (id) do update set"
                        + " revision = excluded.revision, version = review.version + 1, state = excluded.state,"
                        + " purpose = excluded.purpose, decision_id = excluded.decision_id,"
                        + " incident_revision = excluded.incident_revision, question = excluded.question,"
                        + " why_asked = excluded.why_asked, evidence = excluded.evidence,"
                        + " notifies = excluded.notifies, receiver = excluded.receiver, payload = excluded.payload,"
                        + " on_approve = excluded.on_approve, on_reject = excluded.on_reject,"
                        + " on_expiry = excluded.on_expiry, opened_at_millis = excluded.opened_at_millis,"
                        + " due_at_millis = excluded.due_at_millis, updated_at_millis = excluded.updated_at_millis,"
                        + " router_verdict_id = excluded.router_verdict_id")
                .param("id", review.getId())
                .param("revision", review.getRevision())
                .param("state", review.getState().name())
                .param("purpose", review.getPurpose().name())
                .param("decision", review.getDecisionId())
                .param("incident", review.getIncidentId())
                .param("incidentRevision", review.getIncidentRevision())
                .param("question", RecordJson.clean(review.getQuestion()))
                .param("why", RecordJson.clean(review.getWhyAsked()))
                .param(
                        "evidence",
                        review.getEvidence().stream().map(RecordJson::clean).toArray(String[]::new))
                .param("notifies", review.getNotify())
                // Not cleaned: what is approved is exactly what is shown. With a NUL the record is rejected.
                .param("receiver", review.getReceiver())
                .param("payload", review.getPayload())
                .param("onApprove", RecordJson.clean(review.getOnApprove()))
                .param("onReject", RecordJson.clean(review.getOnReject()))
                .param("onExpiry", RecordJson.clean(review.getOnExpiry()))
                .param("opened", review.getOpenedAtMillis())
                .param("due", review.getDueAtMillis())
                .param("updated", review.getUpdatedAtMillis())
                .param("verdict", review.getVerdictId())
                .update();
    }

    private static Fate fate(int rows) {
        return rows == 1 ? Fate.APPLIED : Fate.OLD;
    }
}
