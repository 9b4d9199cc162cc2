package dev.watchkeeper.review.queue;

import dev.watchkeeper.schemas.record.ReviewPurpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A review as it stands.
 *
 * @param number of its incident: INC-7
 * @param id 32 hex digits
 * @param revision the router's
 * @param version counts every change that a reviewer could see, ours included
 * @param standing where it stands
 * @param purpose ask before, or check after
 * @param decisionId the decision that waits
 * @param incidentId the incident it is about
 * @param incidentRevision the revision that was decided on
 * @param question one question
 * @param whyAsked why a person is asked
 * @param evidence about three lines
 * @param proposal what approving would do, exactly
 * @param onApprove what approving does, in words
 * @param onReject what rejecting does, in words
 * @param onExpiry what no answer does, in words
 * @param openedAtMillis router's time
 * @param dueAtMillis when it expires
 * @param updatedAtMillis router's time of this revision
 * @param verdictId the answer, ours or the one that the router named; null while there is none
 * @param undoUntilMillis until when the answer may be undone, where it is held
 */
public record QueuedReview(
        long number,
        String id,
        int revision,
        long version,
        Standing standing,
        ReviewPurpose purpose,
        String decisionId,
        String incidentId,
        int incidentRevision,
        String question,
        String whyAsked,
        List<String> evidence,
        Proposal proposal,
        String onApprove,
        String onReject,
        String onExpiry,
        long openedAtMillis,
        long dueAtMillis,
        long updatedAtMillis,
        @Nullable String verdictId,
        @Nullable Long undoUntilMillis) {

    public QueuedReview {
        evidence = List.copyOf(evidence);
    }

    /**
     * What a reviewer saw, for {@code If-Match}: names the review as well as its version, because a number may come to
     * mean a newer review of the same incident.
     */
    public String etag() {
        return "\"" + id + "." + version + "\"";
    }

    /** {@code INC-7}. */
    public String name() {
        return "INC-" + number;
    }
}
