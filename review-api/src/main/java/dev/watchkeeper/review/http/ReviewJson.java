package dev.watchkeeper.review.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A review as programs read it; field names as on the topic. */
record ReviewJson(
        long number,
        String id,
        int revision,
        long version,
        String etag,
        Standing state,
        ReviewPurpose purpose,
        String decisionId,
        String incidentId,
        int incidentRevision,
        String question,
        String whyAsked,
        List<String> evidence,
        @JsonProperty("notify") boolean notifies,
        String receiver,
        String payload,
        String onApprove,
        String onReject,
        String onExpiry,
        long openedAtMillis,
        long dueAtMillis,
        long updatedAtMillis,
        @Nullable String verdictId,
        @Nullable Long undoUntilMillis) {

    static ReviewJson of(QueuedReview review) {
        return new ReviewJson(
                review.number(),
                review.id(),
                review.revision(),
                review.version(),
                review.etag(),
                review.standing(),
                review.purpose(),
                review.decisionId(),
                review.incidentId(),
                review.incidentRevision(),
                review.question(),
                review.whyAsked(),
                review.evidence(),
                review.proposal().notifies(),
                review.proposal().receiver(),
                review.proposal().payload(),
                review.onApprove(),
                review.onReject(),
                review.onExpiry(),
                review.openedAtMillis(),
                review.dueAtMillis(),
                review.updatedAtMillis(),
                review.verdictId(),
                review.undoUntilMillis());
    }
}
