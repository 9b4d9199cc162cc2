package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import java.util.List;
import java.util.stream.Stream;

/** What time does: reviews expire when they are due, cases that are over are forgotten. Nothing due, no changes. */
final class DueDeciding {

    private final Policy policy;
    private final Reviews reviews;

    DueDeciding(Policy policy) {
        this.policy = policy;
        this.reviews = new Reviews(policy);
    }

    List<Change> decide(RouterState state, long nowMillis) {
        return state.cases().values().stream()
                .flatMap(each -> changes(each, nowMillis))
                .toList();
    }

    private Stream<Change> changes(Case known, long nowMillis) {
        if (forgettable(known, nowMillis)) {
            return Stream.of(new Change.Forgotten(known.incidentId()));
        }
        List<Review> due = known.reviews().stream()
                .filter(review -> review.getState() == ReviewState.OPENED && review.getDueAtMillis() <= nowMillis)
                .toList();
        if (due.isEmpty()) {
            return Stream.empty();
        }
        CaseDraft draft = new CaseDraft(known, nowMillis);
        due.forEach(review -> expired(draft, review, nowMillis));
        return Stream.of(draft.done());
    }

    private void expired(CaseDraft draft, Review review, long nowMillis) {
        draft.review(review, ReviewState.EXPIRED, null);
        if (review.getPurpose() == ReviewPurpose.CHECK) {
            return;
        }
        if (draft.before().notifiesOnExpiry()) {
            draft.tell(review.getReceiver(), review.getPayload(), false)
                    .opened(reviews.checkAfter(review, nowMillis))
                    .stands(DecisionState.DELIVERING, "nobody answered before it was due: it is sent");
        } else {
            draft.stands(DecisionState.EXPIRED, "nobody answered before it was due: it is suppressed, nobody is told");
        }
    }

    private boolean forgettable(Case known, long nowMillis) {
        return known.over()
                && !known.waitsForAnswer()
                && known.lasting().isEmpty()
                && known.decision().getUpdatedAtMillis() + policy.forgetAfter().toMillis() <= nowMillis;
    }
}
