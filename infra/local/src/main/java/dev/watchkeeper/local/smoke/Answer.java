package dev.watchkeeper.local.smoke;

import java.util.Locale;

/** The answers that are tried in turn. */
enum Answer {
    APPROVE,
    REJECT,
    MODIFY;

    /**
     * The answer to a case. The order turns with every round of services and with every seed: else, with as many
     * services as answers, each service would only ever meet one of them.
     */
    static Answer of(int index, long seed) {
        int answers = values().length;
        return values()[(int) Math.floorMod(index + index / answers + seed, (long) answers)];
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
