package dev.watchkeeper.review;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.DecisionKind;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Subject;
import java.util.List;
import java.util.Locale;

/** Records about one incident that a person is asked about, as the router and detection write them. */
public record Asked(String tenant, int seed, long nowMillis) {

    /** What would be sent: spaces, order and escapes must survive. */
    public static final String PAYLOAD =
            "{ \"labels\": {\"alertname\":\"payment\",  \"z\":1, \"a\":\"\\u00e4 → é\"}, \"annotations\": {} }";

    public String incidentId() {
        return String.format(Locale.ROOT, "%016x", 0xABC000L + seed);
    }

    public String reviewId() {
        return String.format(Locale.ROOT, "%032x", 0xDEF000L + seed);
    }

    public String decisionId() {
        return String.format(Locale.ROOT, "%032x", 0x123000L + seed);
    }

    public Incident incident(int revision, String sentence) {
        return Incident.newBuilder()
                .setId(incidentId())
                .setTenant(tenant)
                .setRevision(revision)
                .setState(IncidentState.OPEN)
                .setOpenedAtMillis(nowMillis - 30_000)
                .setUpdatedAtMillis(nowMillis)
                .setSentence(sentence)
                .setCertainty(0.83)
                .setPValue(Double.NaN)
                .setAlerts(List.of())
                .setCauses(List.of(Cause.newBuilder()
                        .setEntity(EntityKeys.service(tenant, "demo", "shop", "payment"))
                        .setScore(2.0)
                        .setOnsetMillis(nowMillis - 60_000)
                        .setAbsent(false)
                        .setSentence("its own errors rose first")
                        .setEvidence(List.of())
                        .build()))
                .build();
    }

    public Review review(int revision) {
        return Review.newBuilder()
                .setId(reviewId())
                .setRevision(revision)
                .setTenant(tenant)
                .setPurpose(ReviewPurpose.ASK)
                .setState(ReviewState.OPENED)
                .setDecisionId(decisionId())
                .setIncidentId(incidentId())
                .setIncidentRevision(revision)
                .setQuestion("Page payment?")
                .setWhyAsked("certainty 0.83 < 0.90, rule notify-1")
                .setEvidence(List.of("errors 0.3 % → 24 %", "no deployment", "order fails behind it"))
                .setNotify(true)
                .setReceiver("oncall")
                .setPayload(PAYLOAD)
                .setOnApprove("Exactly this is sent to oncall.")
                .setOnReject("Nobody is told.")
                .setOnExpiry("After 15 minutes it is suppressed.")
                .setOpenedAtMillis(nowMillis)
                .setDueAtMillis(nowMillis + 900_000)
                .setUpdatedAtMillis(nowMillis)
                .build();
    }

    public Decision decision(int revision, DecisionState state) {
        return Decision.newBuilder()
                .setId(decisionId())
                .setRevision(revision)
                .setTenant(tenant)
                .setSubject(Subject.INCIDENT)
                .setSubjectId(incidentId())
                .setSubjectRevision(1)
                .setKind(DecisionKind.ASK)
                .setRule("notify-1")
                .setPolicyVersion("1")
                .setReason("certainty 0.83 < 0.90")
                .setCertainty(0.83)
                .setThreshold(0.9)
                .setReceiver("oncall")
                .setReviewId(reviewId())
                .setState(state)
                .setDecidedAtMillis(nowMillis)
                .setUpdatedAtMillis(nowMillis)
                .setLogIndex(400L + revision)
                .build();
    }
}
