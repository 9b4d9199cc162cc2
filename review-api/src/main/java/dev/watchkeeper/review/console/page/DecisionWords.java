package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.Quantity;
import dev.watchkeeper.schemas.record.Decision;
import org.jspecify.annotations.Nullable;

/** What the router chose and what came of it, in words. */
final class DecisionWords {

    private DecisionWords() {}

    /** In a few words, for a list. */
    static String brief(Decision decision) {
        String receiver = receiver(decision);
        return switch (decision.getState()) {
            case DECIDED -> "decided";
            case ASKED -> "waits for review";
            case DELIVERING -> "telling " + receiver;
            case DELIVERED -> receiver + " was told";
            case FAILED -> receiver + " could not be told";
            case REJECTED -> "rejected, nobody was told";
            case EXPIRED -> "not answered in time";
            case SUPPRESSED -> "suppressed";
            case RESOLVED -> "resolved";
        };
    }

    /** What was chosen, as a sentence. */
    static String choice(Decision decision) {
        String receiver = receiver(decision);
        return switch (decision.getKind()) {
            case SUPPRESS -> "Suppressed: nobody is told.";
            case NOTIFY -> "Tell " + receiver + " without asking.";
            case ACT -> "Act by itself.";
            case ASK -> "Ask a person before telling " + receiver + ".";
        };
    }

    /** How sure it was, against what the rule wants: {@code certainty 0.83, 0.9 wanted}. */
    static String certainty(Decision decision) {
        @Nullable Double threshold = decision.getThreshold();
        return "certainty " + Quantity.number(decision.getCertainty())
                + (threshold == null ? "" : ", " + Quantity.number(threshold) + " wanted");
    }

    static Tone tone(Decision decision) {
        return switch (decision.getState()) {
            case ASKED -> Tone.ASK;
            case FAILED -> Tone.BAD;
            case DECIDED, DELIVERING, DELIVERED -> Tone.CALM;
            case REJECTED, EXPIRED, SUPPRESSED, RESOLVED -> Tone.DIM;
        };
    }

    static String receiver(Decision decision) {
        @Nullable String receiver = decision.getReceiver();
        return receiver == null || receiver.isEmpty() ? "nobody" : Clamp.text(receiver, 40);
    }
}
