package dev.watchkeeper.router.decide;

import org.jspecify.annotations.Nullable;

/**
 * What one receiver has to be told about one incident.
 *
 * <pre>
 * from      | event                         | to
 * ----------|-------------------------------|------------------------------------------------
 * (none)    | decided, approved, modified   | lasting, content 1, unconfirmed
 * lasting   | annotations or payload change | lasting, content + 1, unconfirmed
 * lasting   | end, rejection                | ended, content + 1, unconfirmed
 * any       | receiver confirmed content n  | confirmed = n, no failure
 * any       | receiver could not be told    | failure; tried again unless refused before it was ever confirmed
 * refused   | content + 1                   | no longer refused
 * </pre>
 *
 * @param id the decision's id and a number: {@code <decision>-1}
 * @param receiver its declared name
 * @param payload the alert, exact JSON without its end
 * @param content counts what was to be told, from 1; names the newest
 * @param confirmed the newest content that the receiver has confirmed, 0 for none
 * @param startsAtMillis when the alert began
 * @param endsAtMillis when it ended, null while it lasts
 * @param endedAtMillis log time at which the end was decided, null while it lasts
 * @param failure why the newest content isn't confirmed, where telling failed
 * @param refused whether the receiver refused the content for good
 * @param asAnswered whether a person fixed the payload: later revisions of the incident leave it as it is
 */
public record Notification(
        String id,
        String receiver,
        String payload,
        int content,
        int confirmed,
        long startsAtMillis,
        @Nullable Long endsAtMillis,
        @Nullable Long endedAtMillis,
        @Nullable String failure,
        boolean refused,
        boolean asAnswered) {

    public Notification {
        if (content < 1 || confirmed < 0 || confirmed > content) {
            throw new IllegalArgumentException(
                    id + ": 0 <= confirmed <= content expected, found " + confirmed + " and " + content);
        }
        if ((endsAtMillis == null) != (endedAtMillis == null)) {
            throw new IllegalArgumentException(id + ": both ends or none expected");
        }
    }

    static Notification first(String id, String receiver, String payload, long startsAtMillis, boolean asAnswered) {
        return new Notification(id, receiver, payload, 1, 0, startsAtMillis, null, null, null, false, asAnswered);
    }

    /** Whether the alert still lasts. */
    public boolean lasts() {
        return endsAtMillis == null;
    }

    /** Whether the receiver has confirmed all there is to tell. */
    public boolean settled() {
        return confirmed == content;
    }

    Notification saying(String newPayload, boolean answered) {
        return new Notification(
                id,
                receiver,
                newPayload,
                content + 1,
                confirmed,
                startsAtMillis,
                endsAtMillis,
                endedAtMillis,
                null,
                false,
                asAnswered || answered);
    }

    Notification ended(long atMillis, long nowMillis) {
        long end = Math.max(startsAtMillis, Math.min(atMillis, nowMillis));
        return new Notification(
                id, receiver, payload, content + 1, confirmed, startsAtMillis, end, nowMillis, null, false, asAnswered);
    }

    Notification confirmedUpTo(int newest) {
        return new Notification(
                id,
                receiver,
                payload,
                content,
                Math.max(confirmed, newest),
                startsAtMillis,
                endsAtMillis,
                endedAtMillis,
                null,
                false,
                asAnswered);
    }

    Notification failed(String reason, boolean forGood) {
        return new Notification(
                id,
                receiver,
                payload,
                content,
                confirmed,
                startsAtMillis,
                endsAtMillis,
                endedAtMillis,
                reason,
                forGood,
                asAnswered);
    }
}
