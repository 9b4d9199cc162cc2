package dev.watchkeeper.review.verdict;

import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Label;
import org.jspecify.annotations.Nullable;

/**
 * A verdict that was given here.
 *
 * @param id 32 hex digits; the same at every sending
 * @param reviewId the review
 * @param reviewRevision the router's revision that the reviewer saw
 * @param decisionId the decision
 * @param incidentId the incident
 * @param answer what was answered
 * @param reason why, where it was said
 * @param label what it says about the detection
 * @param cause the first cause that the reviewer named instead
 * @param carried exactly what was shown, or what replaces it
 * @param reviewer who
 * @param timeMillis when
 * @param dueAtMillis when it leaves; until then it may be undone
 * @param sentAtMillis when the broker had it; null until then
 * @param undoneAtMillis when it was kept from leaving; null if it was not
 * @param notApplied why the router did not act on it: its review had changed or ended; null where it did or may yet
 */
public record GivenVerdict(
        String id,
        String reviewId,
        int reviewRevision,
        String decisionId,
        String incidentId,
        Answer answer,
        @Nullable String reason,
        Label label,
        @Nullable String cause,
        Proposal carried,
        String reviewer,
        long timeMillis,
        long dueAtMillis,
        @Nullable Long sentAtMillis,
        @Nullable Long undoneAtMillis,
        @Nullable String notApplied) {}
