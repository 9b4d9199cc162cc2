package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A case's next stand while it is made. Whatever is touched gets one new revision, dated now. */
final class CaseDraft {

    private final Case before;
    private final long nowMillis;
    private final Decision.Builder decision;
    private final List<Review> reviews;
    private final List<Notification> notifications;
    private int incidentRevision;
    private boolean over;
    private boolean notifiesOnExpiry;
    private boolean decisionTouched;

    CaseDraft(Case before, long nowMillis) {
        this.before = before;
        this.nowMillis = nowMillis;
        this.decision = Decision.newBuilder(before.decision());
        this.reviews = new ArrayList<>(before.reviews());
        this.notifications = new ArrayList<>(before.notifications());
        this.incidentRevision = before.incidentRevision();
        this.over = before.over();
        this.notifiesOnExpiry = before.notifiesOnExpiry();
    }

    Case before() {
        return before;
    }

    String decisionId() {
        return before.decision().getId();
    }

    DecisionState state() {
        return decision.getState();
    }

    /** Changes the decision; it gets a new revision. */
    CaseDraft decision(Consumer<Decision.Builder> change) {
        change.accept(decision);
        decisionTouched = true;
        return this;
    }

    /** Where the decision stands now, and what came of it. */
    CaseDraft stands(DecisionState state, String outcome) {
        return decision(each -> each.setState(state).setOutcome(outcome));
    }

    CaseDraft seen(int revision) {
        incidentRevision = revision;
        return this;
    }

    CaseDraft over() {
        over = true;
        return this;
    }

    CaseDraft notifiesOnExpiry(boolean notifies) {
        notifiesOnExpiry = notifies;
        return this;
    }

    CaseDraft opened(Review review) {
        reviews.add(review);
        decision(each -> each.setReviewId(review.getId()));
        return this;
    }

    /** Ends an open review. */
    CaseDraft review(Review open, ReviewState state, @Nullable String verdictId) {
        reviews.replaceAll(each -> each.getId().equals(open.getId())
                ? Review.newBuilder(each)
                        .setRevision(each.getRevision() + 1)
                        .setState(state)
                        .setVerdictId(verdictId)
                        .setUpdatedAtMillis(nowMillis)
                        .build()
                : each);
        return this;
    }

    /** Withdraws what is open, of one purpose or (null) of any. */
    CaseDraft withdrawn(@Nullable ReviewPurpose purpose) {
        List.copyOf(reviews).stream()
                .filter(each -> each.getState() == ReviewState.OPENED)
                .filter(each -> purpose == null || each.getPurpose() == purpose)
                .forEach(each -> review(each, ReviewState.WITHDRAWN, null));
        return this;
    }

    /** A new alert at a receiver. */
    CaseDraft tell(String receiver, String payload, boolean asAnswered) {
        long startsAt = AlertPayload.startsAtMillis(payload).orElse(nowMillis);
        notifications.add(Notification.first(
                Ids.notification(decisionId(), notifications.size() + 1), receiver, payload, startsAt, asAnswered));
        return this;
    }

    /** Ends the alert that lasts, if one does. */
    CaseDraft end(long atMillis) {
        notifications.replaceAll(told -> told.lasts() ? told.ended(atMillis, nowMillis) : told);
        return this;
    }

    CaseDraft notification(String id, UnaryOperator<Notification> change) {
        notifications.replaceAll(told -> told.id().equals(id) ? change.apply(told) : told);
        return this;
    }

    Change.Revised done() {
        if (decisionTouched) {
            decision.setRevision(before.decision().getRevision() + 1)
                    .setUpdatedAtMillis(nowMillis)
                    .setLogIndex(0);
        }
        return new Change.Revised(new Case(
                before.incidentId(),
                before.tenant(),
                incidentRevision,
                over,
                notifiesOnExpiry,
                decision.build(),
                reviews,
                notifications));
    }
}
