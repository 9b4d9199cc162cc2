package dev.watchkeeper.shop.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that happen in order, and are undone in reverse order if one fails. A step whose outcome is unknown is undone
 * too; one that certainly did nothing is not.
 *
 * <pre>
 * next step  ── done ────▶ next step … ▶ Completed
 *            ── refused ─▶ undo the steps before ──▶ Undone
 *            ── unknown, thrown ─▶ undo this one and those before ──▶ Undone
 * undo       ── fails TRIES times ─▶ goes on undoing, in the end HandedOver
 * </pre>
 */
final class Saga {

    private static final Logger LOG = LoggerFactory.getLogger(Saga.class);

    /** How often an undo is tried. */
    static final int TRIES = 3;

    /** What a step says of itself. */
    sealed interface Outcome {
        /** It is done. */
        record Done() implements Outcome {}

        /** It changed nothing. */
        record Refused(String reason, boolean failure) implements Outcome {}

        /** It may be done or not. */
        record Unknown(String reason) implements Outcome {}
    }

    /** One step. */
    interface Step {
        String name();

        Outcome act() throws InterruptedException;

        /** Takes it back; true when it certainly is. May be called if nothing was done, and more than once. */
        boolean undo() throws InterruptedException;
    }

    /** Waits between tries of an undo. */
    interface Pause {
        void before(int attempt) throws InterruptedException;
    }

    /** How it ended. */
    sealed interface End {
        /** Every step is done. */
        record Completed() implements End {}

        /** Everything done is taken back. {@code failure} is false for an ordinary no (declined, sold out). */
        record Undone(String step, String reason, boolean failure) implements End {}

        /** These undos did not succeed: a person must. */
        record HandedOver(String step, String reason, List<String> notUndone) implements End {}
    }

    private final Pause pause;

    Saga(Pause pause) {
        this.pause = pause;
    }

    End run(List<Step> steps) throws InterruptedException {
        Deque<Step> toUndo = new ArrayDeque<>();
        for (Step step : steps) {
            Outcome outcome = acted(step);
            if (outcome instanceof Outcome.Refused refused) {
                return undo(toUndo, step, refused.reason(), refused.failure());
            }
            toUndo.push(step);
            if (outcome instanceof Outcome.Unknown unknown) {
                return undo(toUndo, step, unknown.reason(), true);
            }
        }
        return new End.Completed();
    }

    /** Takes back what a run that nobody ended may have done: any of the steps. */
    End takeBack(List<Step> steps, String reason) throws InterruptedException {
        Deque<Step> toUndo = new ArrayDeque<>();
        steps.forEach(toUndo::push);
        return undo(toUndo, steps.get(0), reason, true);
    }

    /** A step that throws may have been done or not. */
    private static Outcome acted(Step step) throws InterruptedException {
        try {
            return step.act();
        } catch (RuntimeException e) {
            return new Outcome.Unknown(e.toString());
        }
    }

    private End undo(Deque<Step> toUndo, Step failed, String reason, boolean failure) throws InterruptedException {
        List<String> notUndone = new ArrayList<>();
        while (!toUndo.isEmpty()) {
            Step step = toUndo.pop();
            if (!undone(step)) {
                notUndone.add(step.name());
            }
        }
        return notUndone.isEmpty()
                ? new End.Undone(failed.name(), reason, failure)
                : new End.HandedOver(failed.name(), reason, List.copyOf(notUndone));
    }

    private boolean undone(Step step) throws InterruptedException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (attempt > 1) {
                pause.before(attempt);
            }
            try {
                if (step.undo()) {
                    return true;
                }
            } catch (RuntimeException e) {
                LOG.warn("Undo of {} failed", step.name(), e);
            }
        }
        return false;
    }
}
