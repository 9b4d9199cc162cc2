package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.DecisionState;
import java.util.List;
import java.util.Optional;

/** Puts on record what came of telling a receiver. Repetitions of what is on record change nothing. */
final class OutcomeDeciding {

    List<Change> decide(RouterState state, Outcome outcome, long nowMillis) {
        Optional<Case> known = state.caseOf(outcome.incidentId());
        Optional<Notification> told = known.flatMap(each -> each.notification(outcome.notificationId()));
        if (known.isEmpty() || told.isEmpty()) {
            return List.of();
        }
        return outcome.told()
                ? confirmed(known.get(), told.get(), outcome.content(), nowMillis)
                : failed(known.get(), told.get(), outcome, nowMillis);
    }

    private static List<Change> confirmed(Case known, Notification told, int content, long nowMillis) {
        if (told.failure() == null && content <= told.confirmed()) {
            return List.of();
        }
        CaseDraft draft = new CaseDraft(known, nowMillis)
                .notification(told.id(), each -> each.confirmedUpTo(Math.min(content, told.content())));
        DecisionState stands = draft.state();
        if (told.lasts() && (stands == DecisionState.DELIVERING || stands == DecisionState.FAILED)) {
            draft.stands(DecisionState.DELIVERED, told.receiver() + " was told");
        } else if (!told.lasts() && content == told.content() && isNewest(known, told)) {
            draft.stands(stands, known.decision().getOutcome() + "; " + told.receiver() + " was told of the end");
        }
        return List.of(draft.done());
    }

    private static List<Change> failed(Case known, Notification told, Outcome outcome, long nowMillis) {
        boolean stale = outcome.content() < told.content();
        // A receiver that took this content once and refuses it now is out of order: it will take it again.
        boolean refused = outcome.refused() && outcome.content() > told.confirmed();
        if (stale || (told.failure() != null && told.refused() == refused)) {
            return List.of();
        }
        String reason = Words.shortened(outcome.reason());
        CaseDraft draft = new CaseDraft(known, nowMillis).notification(told.id(), each -> each.failed(reason, refused));
        String again = refused ? "; it is not tried again" : "; it is tried again";
        if (told.lasts()) {
            draft.stands(DecisionState.FAILED, told.receiver() + " could not be told: " + reason + again);
        } else if (refused && isNewest(known, told)) {
            draft.stands(
                    draft.state(),
                    known.decision().getOutcome() + "; " + told.receiver() + " could not be told of the end: "
                            + reason);
        }
        return List.of(draft.done());
    }

    private static boolean isNewest(Case known, Notification told) {
        return known.notifications().get(known.notifications().size() - 1).id().equals(told.id());
    }
}
