package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.DecisionKind;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy: about whom, a bound on the certainty, and what follows on either side of it.
 *
 * @param id names the rule in every decision
 * @param tenant only this tenant's incidents; null for all
 * @param service only incidents whose first cause is this service; null for all
 * @param bound the threshold of the certainty
 * @param side on which side of the bound {@code then} follows; the bound itself belongs to AT_LEAST
 * @param then what follows on that side
 * @param otherwise what follows on the other side; null: the next rule is asked
 * @param receiver who is told or proposed; null only where the rule never notifies or asks
 */
public record Rule(
        String id,
        @Nullable String tenant,
        @Nullable String service,
        double bound,
        Side side,
        DecisionKind then,
        @Nullable DecisionKind otherwise,
        @Nullable String receiver) {

    /** The sides of a threshold. */
    public enum Side {
        /** Certainty below the bound. */
        BELOW,
        /** Certainty at the bound or above it. */
        AT_LEAST
    }

    public Rule {
        if (!(bound >= 0 && bound <= 2)) {
            throw new IllegalArgumentException(
                    id + ": a certainty from 0 to 1 expected (above 1: never), found " + bound);
        }
        if (receiver == null && (tells(then) || tells(otherwise))) {
            throw new IllegalArgumentException(id + ": a receiver expected, for it notifies or asks");
        }
    }

    /** What the rule says about an incident, if anything. */
    Optional<Choice> choose(String itsTenant, String itsService, double certainty) {
        if ((tenant != null && !tenant.equals(itsTenant)) || (service != null && !service.equals(itsService))) {
            return Optional.empty();
        }
        boolean atLeast = certainty >= bound;
        DecisionKind kind = atLeast == (side == Side.AT_LEAST) ? then : otherwise;
        return kind == null
                ? Optional.empty()
                : Optional.of(new Choice(kind, id, bound, compared(certainty, atLeast), tells(kind) ? receiver : null));
    }

    /** Whether the rule decides about every incident. */
    boolean decidesAll() {
        return tenant == null && service == null && otherwise != null;
    }

    /** 'certainty 0.83 < 0.90', with as many digits as it takes to tell both apart. */
    private String compared(double certainty, boolean atLeast) {
        for (int digits = 2; digits < 6; digits++) {
            String seen = String.format(Locale.ROOT, "%." + digits + "f", certainty);
            String expected = String.format(Locale.ROOT, "%." + digits + "f", bound);
            if (!seen.equals(expected) || certainty == bound) {
                return "certainty " + seen + (atLeast ? " ≥ " : " < ") + expected;
            }
        }
        return "certainty " + certainty + (atLeast ? " ≥ " : " < ") + bound;
    }

    private static boolean tells(@Nullable DecisionKind kind) {
        return kind == DecisionKind.NOTIFY || kind == DecisionKind.ASK;
    }
}
