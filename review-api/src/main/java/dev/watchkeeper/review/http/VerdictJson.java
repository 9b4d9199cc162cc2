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
        @Nullable Long voidedAtMillis) {

    /** Where it is on its way. */
    enum State {
        /** It has not left yet. */
        WAITING,
        /** The broker has it. */
        SENT,
        /** It was undone, or its review was revised before it left: it will never be sent. */
        VOID
    }

    static VerdictJson of(GivenVerdict verdict) {
        State state = verdict.undoneAtMillis() != null
                ? State.VOID
                : verdict.sentAtMillis() != null ? State.SENT : State.WAITING;
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
                state,
                verdict.dueAtMillis(),
                verdict.sentAtMillis(),
                verdict.undoneAtMillis());
    }
}
