package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewState;
import java.util.List;
import java.util.Optional;

/**
 * All that the router knows about one incident. The Avro records in it are values: whoever changes one copies it.
 *
 * <p>The decision's state is the case's state:
 *
 * <pre>
 * from                    | event                                        | to
 * ------------------------|----------------------------------------------|---------------------------------------
 * (none)                  | open, the policy suppresses                  | SUPPRESSED
 * (none)                  | open, the policy asks                        | ASKED, an ASK review opened
 * (none)                  | open, the policy notifies                    | DELIVERING, a CHECK review opened
 * (none)                  | closed or merged when first seen             | SUPPRESSED
 * SUPPRESSED by a rule    | revision, the policy asks or notifies        | ASKED or DELIVERING
 * ASKED, EXPIRED          | revision, the policy notifies                | DELIVERING, ASK withdrawn, CHECK opened
 * ASKED                   | approve, modify                              | DELIVERING (FAILED: unusable payload)
 * ASKED                   | reject, modify to no notification            | REJECTED, for good
 * ASKED                   | due                                          | EXPIRED, or DELIVERING if asked so
 * ASKED                   | incident closed or merged                    | SUPPRESSED, ASK withdrawn
 * DELIVERING, FAILED      | receiver confirmed                           | DELIVERED
 * DELIVERING, DELIVERED   | receiver could not be told                   | FAILED, tried again unless it refused
 * DELIVERING..FAILED      | revision                                     | same; annotations updated, labels fixed
 * DELIVERING..FAILED      | CHECK approved or due                        | same
 * DELIVERING..FAILED      | CHECK modified                               | DELIVERING, as modified
 * DELIVERING..FAILED      | CHECK rejected, incident closed or merged    | RESOLVED, receiver told
 * SUPPRESSED..EXPIRED     | an incident that was notified merges into it | DELIVERING, CHECK opened (not REJECTED)
 * </pre>
 *
 * @param incidentRevision newest revision seen
 * @param over whether the incident is closed or merged
 * @param notifiesOnExpiry what an unanswered ASK does, fixed when it is opened
 * @param reviews oldest first: at most one ASK and one CHECK
 * @param notifications oldest first; only the last one can last
 */
public record Case(
        String incidentId,
        String tenant,
        int incidentRevision,
        boolean over,
        boolean notifiesOnExpiry,
        Decision decision,
        List<Review> reviews,
        List<Notification> notifications) {

    public Case {
        reviews = List.copyOf(reviews);
        notifications = List.copyOf(notifications);
        if (notifications.stream().filter(Notification::lasts).count() > 1) {
            throw new IllegalArgumentException(incidentId + ": at most one alert per incident may last");
        }
    }

    /** The alert that lasts, if any. */
    public Optional<Notification> lasting() {
        return notifications.stream().filter(Notification::lasts).findFirst();
    }

    Optional<Review> review(String id) {
        return reviews.stream().filter(review -> review.getId().equals(id)).findFirst();
    }

    Optional<Notification> notification(String id) {
        return notifications.stream().filter(told -> told.id().equals(id)).findFirst();
    }

    boolean waitsForAnswer() {
        return reviews.stream().anyMatch(review -> review.getState() == ReviewState.OPENED);
    }
}
