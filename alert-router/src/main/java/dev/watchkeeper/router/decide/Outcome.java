package dev.watchkeeper.router.decide;

/**
 * What came of telling a receiver.
 *
 * @param content which content of the notification was told
 * @param told whether the receiver confirmed it
 * @param reason why not, where it was not told, else empty
 * @param refused whether telling the same again is pointless
 */
public record Outcome(
        String incidentId, String notificationId, int content, boolean told, String reason, boolean refused) {

    /** The receiver confirmed. */
    public static Outcome told(String incidentId, String notificationId, int content) {
        return new Outcome(incidentId, notificationId, content, true, "", false);
    }

    /** The receiver did not confirm; it may or may not have heard. */
    public static Outcome failed(
            String incidentId, String notificationId, int content, String reason, boolean refused) {
        return new Outcome(incidentId, notificationId, content, false, reason, refused);
    }
}
