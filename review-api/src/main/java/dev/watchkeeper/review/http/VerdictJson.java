package dev.watchkeeper.review.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.watchkeeper.review.verdict.GivenVerdict;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Label;
import org.jspecify.annotations.Nullable;

/** A verdict as programs read it; field names as on the topic, and where it is on its way. */
record VerdictJson(
        String id,
        String reviewId,
        int reviewRevision,
        String decisionId,
        String incidentId,
        Answer answer,
        @Nullable String reason,
        Label label,
        @Nullable String cause,
        @JsonProperty("notify") boolean notifies,
        String receiver,
        String payload,
        String reviewer,
        long timeMillis,
        State state,
        long dueAtMillis,
        @Nullable Long sentAtMillis,
        @Nullable Long voidedAtMillis,
        @Nullable String notAppliedBecause) {

    /** Where it is on its way. */
    enum State {
        /** It has not left yet. */
        WAITING,
        /** The broker has it. */
        SENT,
        /** It was undone: it will never be sent. */
        VOID,
        /** Its review was revised or had ended before the router had it: nothing came of it. */
        NOT_APPLIED
    }

    static VerdictJson of(GivenVerdict verdict) {
        return new VerdictJson(
                verdict.id(),
                verdict.reviewId(),
                verdict.reviewRevision(),
                verdict.decisionId(),
                verdict.incidentId(),
                verdict.answer(),
                verdict.reason(),
                verdict.label(),
                verdict.cause(),
                verdict.carried().notifies(),
                verdict.carried().receiver(),
                verdict.carried().payload(),
                verdict.reviewer(),
                verdict.timeMillis(),
                state(verdict),
                verdict.dueAtMillis(),
                verdict.sentAtMillis(),
                verdict.undoneAtMillis(),
                verdict.notApplied());
    }

    private static State state(GivenVerdict verdict) {
        if (verdict.notApplied() != null) {
            return State.NOT_APPLIED;
        }
        if (verdict.undoneAtMillis() != null) {
            return State.VOID;
        }
        return verdict.sentAtMillis() != null ? State.SENT : State.WAITING;
    }
}
