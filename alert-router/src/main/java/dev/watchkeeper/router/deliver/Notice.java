package dev.watchkeeper.router.deliver;

import org.jspecify.annotations.Nullable;

/**
 * One thing to tell one receiver.
 *
 * @param decisionId the decision that says so
 * @param incidentId what it is about
 * @param notificationId which notification of the decision
 * @param content which content of the notification; the same content is told in the same words
 * @param payload the alert, exact JSON without its end
 * @param endsAtMillis when it ended, null while it lasts
 */
public record Notice(
        String decisionId,
        String incidentId,
        String notificationId,
        int content,
        String payload,
        @Nullable Long endsAtMillis) {

    /** The key under which a receiver knows a repetition; begins with the decision's id. */
    public String key() {
        return notificationId + "-" + content;
    }
}
