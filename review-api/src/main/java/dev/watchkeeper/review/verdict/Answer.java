package dev.watchkeeper.review.verdict;

import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.schemas.record.Label;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a reviewer answers. An answer that exists is valid: the constructors throw {@link InvalidAnswer}. */
public sealed interface Answer {

    /** Why; null where nobody said and nobody had to. */
    @Nullable
    String reason();

    /** What it says about the detection; null for the default by answer. */
    @Nullable
    Label label();

    /** The true first cause where the reviewer names another; null otherwise. */
    @Nullable
    String cause();

    /** The answer's kind on the topic. */
    dev.watchkeeper.schemas.record.Answer kind();

    /** What the verdict carries, given what was shown. */
    Proposal carried(Proposal shown);

    /**
     * Refuses what could not be carried out in place of what was shown.
     *
     * @param receivers whether a receiver is known by this name
     */
    default void fits(Proposal shown, Predicate<String> receivers) {}

    /** Whether, after this answer, the receiver is told of what was shown. */
    boolean tells(Proposal shown);

    /** The label: the one named, else real exactly if somebody is to be told. */
    default Label labelFor(Proposal shown) {
        Label named = label();
        if (named != null) {
            return named;
        }
        return tells(shown) ? Label.ANOMALY : Label.NOT_ANOMALY;
    }

    /** Do what is shown. */
    record Approve(
            @Nullable String reason,
            @Nullable Label label,
            @Nullable String cause) implements Answer {

        public Approve {
            reason = Checks.text("reason", reason);
            cause = Checks.text("cause", cause);
        }

        /** With nothing more to say. */
        public Approve() {
            this(null, null, null);
        }

        @Override
        public dev.watchkeeper.schemas.record.Answer kind() {
            return dev.watchkeeper.schemas.record.Answer.APPROVE;
        }

        @Override
        public Proposal carried(Proposal shown) {
            return shown;
        }

        @Override
        public boolean tells(Proposal shown) {
            return shown.notifies();
        }
    }

    /** Do not do what is shown; says why. The verdict still carries what was shown. */
    record Reject(
            String reason, @Nullable Label label, @Nullable String cause) implements Answer {

        public Reject {
            reason = Checks.required("reason", reason);
            cause = Checks.text("cause", cause);
        }

        @Override
        public dev.watchkeeper.schemas.record.Answer kind() {
            return dev.watchkeeper.schemas.record.Answer.REJECT;
        }

        @Override
        public Proposal carried(Proposal shown) {
            return shown;
        }

        @Override
        public boolean tells(Proposal shown) {
            return !shown.notifies();
        }
    }

    /** Do this instead. */
    record Modify(
            Proposal instead,
            @Nullable String reason,
            @Nullable Label label,
            @Nullable String cause) implements Answer {

        public Modify {
            instead = Checks.proposal(instead);
            reason = Checks.text("reason", reason);
            cause = Checks.text("cause", cause);
        }

        @Override
        public dev.watchkeeper.schemas.record.Answer kind() {
            return dev.watchkeeper.schemas.record.Answer.MODIFY;
        }

        @Override
        public Proposal carried(Proposal shown) {
            return instead;
        }

        @Override
        public void fits(Proposal shown, Predicate<String> receivers) {
            if (!instead.notifies()) {
                return; // nothing is sent
            }
            if (!instead.receiver().equals(shown.receiver()) && !receivers.test(instead.receiver())) {
                throw new InvalidAnswer(
                        "receiver", "must be one that a review has named, found '" + instead.receiver() + "'");
            }
            Checks.sendable(instead, shown);
        }

        @Override
        public boolean tells(Proposal shown) {
            return instead.notifies();
        }
    }
}
