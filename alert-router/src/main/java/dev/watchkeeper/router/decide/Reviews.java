package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;

/** Opens reviews: one question, why it is asked, and what each answer does. */
final class Reviews {

    private final Policy policy;

    Reviews(Policy policy) {
        this.policy = policy;
    }

    Review ask(String decisionId, Incident incident, Choice choice, String receiver, String payload, long nowMillis) {
        String waiting = Words.lasting(policy.askDue());
        return review(decisionId, incident, ReviewPurpose.ASK, receiver, payload, nowMillis)
                .setQuestion("Page " + Words.service(incident) + "?")
                .setWhyAsked(choice.reason() + ", rule " + choice.rule())
                .setOnApprove("Exactly this is sent to " + receiver + ".")
                .setOnReject("Nobody is told, whatever becomes of the incident.")
                .setOnExpiry(
                        policy.notifiesOnExpiry()
                                ? "After " + waiting + " exactly this is sent to " + receiver + "."
                                : "After " + waiting + " it is suppressed: nobody is told.")
                .setDueAtMillis(nowMillis + policy.askDue().toMillis())
                .build();
    }

    Review check(String decisionId, Incident incident, String why, String receiver, String payload, long nowMillis) {
        return check(
                review(decisionId, incident, ReviewPurpose.CHECK, receiver, payload, nowMillis)
                        .setQuestion("Was it right to page " + Words.service(incident) + "?")
                        .setWhyAsked(why),
                receiver,
                nowMillis);
    }

    /** The check of what an unanswered ASK did. */
    Review checkAfter(Review asked, long nowMillis) {
        return check(
                Review.newBuilder(asked)
                        .setId(Ids.review(asked.getDecisionId(), ReviewPurpose.CHECK.name()))
                        .setRevision(1)
                        .setPurpose(ReviewPurpose.CHECK)
                        .setState(ReviewState.OPENED)
                        .setVerdictId(null)
                        .setOpenedAtMillis(nowMillis)
                        .setUpdatedAtMillis(nowMillis)
                        .setQuestion(asked.getQuestion().replaceFirst("^Page ", "Was it right to page "))
                        .setWhyAsked("nobody answered before it was due"),
                asked.getReceiver(),
                nowMillis);
    }

    private Review check(Review.Builder review, String receiver, long nowMillis) {
        return review.setOnApprove("Nothing changes; it is on record that it was right.")
                .setOnReject("It is resolved at " + receiver + " at once.")
                .setOnExpiry("After " + Words.lasting(policy.checkDue()) + " nothing changes.")
                .setDueAtMillis(nowMillis + policy.checkDue().toMillis())
                .build();
    }

    private static Review.Builder review(
            String decisionId,
            Incident incident,
            ReviewPurpose purpose,
            String receiver,
            String payload,
            long nowMillis) {
        return Review.newBuilder()
                .setId(Ids.review(decisionId, purpose.name()))
                .setRevision(1)
                .setTenant(incident.getTenant())
                .setPurpose(purpose)
                .setState(ReviewState.OPENED)
                .setDecisionId(decisionId)
                .setIncidentId(incident.getId())
                .setIncidentRevision(incident.getRevision())
                .setEvidence(Words.evidence(incident))
                .setNotify(true)
                .setReceiver(receiver)
                .setPayload(payload)
                .setOpenedAtMillis(nowMillis)
                .setUpdatedAtMillis(nowMillis);
    }
}
