package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Applies a person's answer once, exactly as shown, or drops it with a reason. */
final class VerdictDeciding {

    /** Why a verdict is dropped. */
    enum Drop {
        /** The same verdict took effect before. */
        ALREADY_APPLIED,
        /** No such review, or its case is forgotten. */
        UNKNOWN_REVIEW,
        /** It was answered by another verdict, withdrawn or expired before. */
        REVIEW_NOT_OPEN,
        /** It names another decision, incident or tenant than its review. */
        MISMATCH,
        /** The reviewer saw another revision of the review. */
        OTHER_REVISION,
        /** It approves something else than was shown. */
        NOT_AS_SHOWN
    }

    private record Dropping(Drop drop, String detail) {}

    private final Set<String> receivers;

    /** Verdicts may name these receivers. */
    VerdictDeciding(Set<String> receivers) {
        this.receivers = Set.copyOf(receivers);
    }

    List<Change> decide(RouterState state, Input.OfVerdict input, long nowMillis) {
        Verdict verdict = input.verdict();
        Optional<Case> known = state.caseOfReview(verdict.getReviewId());
        Optional<Review> review = known.flatMap(each -> each.review(verdict.getReviewId()));
        if (known.isEmpty() || review.isEmpty()) {
            return dropped(
                    input,
                    new Dropping(
                            Drop.UNKNOWN_REVIEW,
                            "verdict " + verdict.getId() + ": no review " + verdict.getReviewId()));
        }
        Optional<Dropping> dropping = dropping(verdict, review.get());
        if (dropping.isPresent()) {
            return dropped(input, dropping.get());
        }
        CaseDraft draft = new CaseDraft(known.get(), nowMillis)
                .review(review.get(), ReviewState.ANSWERED, verdict.getId())
                .decision(each -> each.setVerdictId(verdict.getId())
                        .setInputs(
                                IncidentDeciding.inputs(known.get().decision().getInputs(), input.position())));
        CaseDraft answered = review.get().getPurpose() == ReviewPurpose.ASK
                ? asked(draft, review.get(), verdict)
                : checked(draft, review.get(), verdict, nowMillis);
        return List.of(answered.done(), new Change.Taken(input.position(), Fate.APPLIED, "", ""));
    }

    private static List<Change> dropped(Input.OfVerdict input, Dropping dropping) {
        return List.of(new Change.Taken(
                input.position(), Fate.DROPPED, dropping.drop().name(), Words.shortened(dropping.detail())));
    }

    private static Optional<Dropping> dropping(Verdict verdict, Review review) {
        String which = "verdict " + verdict.getId() + " on review " + review.getId() + ": ";
        if (verdict.getId().equals(review.getVerdictId())) {
            return Optional.of(new Dropping(Drop.ALREADY_APPLIED, which + "applied before"));
        }
        if (review.getState() != ReviewState.OPENED) {
            return Optional.of(
                    new Dropping(Drop.REVIEW_NOT_OPEN, which + "an open review expected, found " + review.getState()));
        }
        if (!verdict.getDecisionId().equals(review.getDecisionId())
                || !verdict.getIncidentId().equals(review.getIncidentId())
                || !verdict.getTenant().equals(review.getTenant())) {
            return Optional.of(new Dropping(
                    Drop.MISMATCH,
                    which + "decision " + review.getDecisionId() + ", incident " + review.getIncidentId()
                            + " expected, found " + verdict.getDecisionId() + ", " + verdict.getIncidentId()));
        }
        if (verdict.getReviewRevision() != review.getRevision()) {
            return Optional.of(new Dropping(
                    Drop.OTHER_REVISION,
                    which + "revision " + review.getRevision() + " expected, found " + verdict.getReviewRevision()));
        }
        boolean asShown = verdict.getNotify() == review.getNotify()
                && verdict.getReceiver().equals(review.getReceiver())
                && AlertPayload.same(verdict.getPayload(), review.getPayload());
        return verdict.getAnswer() == Answer.APPROVE && !asShown
                ? Optional.of(new Dropping(Drop.NOT_AS_SHOWN, which + "approves what was not shown"))
                : Optional.empty();
    }

    private CaseDraft asked(CaseDraft draft, Review review, Verdict verdict) {
        return switch (verdict.getAnswer()) {
            case APPROVE ->
                tell(draft, review, review.getReceiver(), review.getPayload(), "approved by " + who(verdict));
            case REJECT -> draft.stands(DecisionState.REJECTED, rejected(verdict) + ": nobody is told");
            case MODIFY ->
                verdict.getNotify()
                        ? tell(
                                draft,
                                review,
                                verdict.getReceiver(),
                                verdict.getPayload(),
                                "modified by " + who(verdict))
                        : draft.stands(DecisionState.REJECTED, rejected(verdict) + ": nobody is told");
        };
    }

    private CaseDraft tell(CaseDraft draft, Review review, String receiver, String payload, String outcome) {
        Optional<String> problem = problem(review, receiver, payload);
        draft.decision(each -> each.setReceiver(receiver).setPayload(payload));
        return problem.isPresent()
                ? draft.stands(DecisionState.FAILED, outcome + ", but it cannot be sent: " + problem.get())
                : draft.tell(receiver, payload, true).stands(DecisionState.DELIVERING, outcome);
    }

    private CaseDraft checked(CaseDraft draft, Review review, Verdict verdict, long nowMillis) {
        Optional<Notification> lasting = draft.before().lasting();
        if (lasting.isEmpty()) {
            return draft.stands(
                    draft.state(),
                    (verdict.getAnswer() == Answer.APPROVE ? "found right by " + who(verdict) : rejected(verdict))
                            + ", when it was over");
        }
        return switch (verdict.getAnswer()) {
            case APPROVE -> draft.stands(draft.state(), "found right by " + who(verdict));
            case REJECT -> draft.end(nowMillis).stands(DecisionState.RESOLVED, rejected(verdict));
            case MODIFY ->
                verdict.getNotify()
                        ? modified(draft, lasting.get(), review, verdict, nowMillis)
                        : draft.end(nowMillis).stands(DecisionState.RESOLVED, rejected(verdict));
        };
    }

    /**
     * The same alert says something else; at another receiver it is another alert. What lasts is ended only for one
     * that can be sent: otherwise it stays, and the refusal is on record.
     */
    private CaseDraft modified(CaseDraft draft, Notification lasting, Review review, Verdict verdict, long nowMillis) {
        String outcome = "modified by " + who(verdict);
        Optional<String> problem = problem(review, verdict.getReceiver(), verdict.getPayload());
        if (problem.isPresent()) {
            return draft.stands(
                    draft.state(), outcome + ", but it cannot be sent and stays as it was: " + problem.get());
        }
        draft.decision(each -> each.setReceiver(verdict.getReceiver()).setPayload(verdict.getPayload()));
        return lasting.receiver().equals(verdict.getReceiver())
                ? draft.notification(lasting.id(), told -> told.saying(verdict.getPayload(), true))
                        .stands(DecisionState.DELIVERING, outcome)
                : draft.end(nowMillis)
                        .tell(verdict.getReceiver(), verdict.getPayload(), true)
                        .stands(DecisionState.DELIVERING, outcome);
    }

    /** Why it cannot be sent; empty where it can. */
    private Optional<String> problem(Review review, String receiver, String payload) {
        return receivers.contains(receiver)
                ? AlertPayload.problem(payload, review.getPayload()).map(Words::shortened)
                : Optional.of("one of the receivers " + new TreeSet<>(receivers) + " expected, found '"
                        + Words.shortened(receiver) + "'");
    }

    private static String who(Verdict verdict) {
        return Words.shortened(verdict.getReviewer());
    }

    private static String rejected(Verdict verdict) {
        String reason = verdict.getReason();
        return "rejected by " + who(verdict)
                + (reason == null || reason.isBlank() ? "" : " (" + Words.shortened(reason) + ")");
    }
}
