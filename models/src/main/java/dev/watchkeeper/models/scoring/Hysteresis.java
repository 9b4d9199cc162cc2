package dev.watchkeeper.models.scoring;

import dev.watchkeeper.models.contract.AlertRule;

/**
 * From margins to held level and alert, on primitives so that a million series allocate nothing. The state is two
 * numbers that the caller keeps: {@code held} (0 at first) and {@code recent} (0 at first).
 *
 * <p>Per point: {@code recent = recent(rule, recent, margin)}, {@code alerting = alerting(rule, alerting, held, recent)},
 * with {@code held = held(rule, held, margin)} in between.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><td>quiet → alerting</td><td>{@code needed} of the last {@code of} margins ≥ enter, or this one ≥ overwhelming</td></tr>
 * <tr><td>alerting → quiet</td><td>held &lt; leave, and not the above</td></tr>
 * </table>
 */
public final class Hysteresis {

    /** What remains of the held level at the next point. */
    public static final double DECAY = .96;
    /** Levels above this are held as this, so that a strong alert closes as soon as a weak one. */
    public static final double MOST = 1.25;

    private static final int OVERWHELMING = 1 << 16;

    private Hysteresis() {}

    /** The held level after this margin: 0 to {@link #MOST}. */
    public static double held(AlertRule rule, double held, double margin) {
        return Math.max(DECAY * held, Math.min(MOST, rule.level(margin)));
    }

    /** The held level as a score: 0 to 1, 1 at the threshold and beyond. */
    public static double heldScore(double held) {
        return Math.min(1, held);
    }

    /** Which of the last points were odd, this one in bit 0; bit 16 says that this one was overwhelming. */
    public static int recent(AlertRule rule, int recent, double margin) {
        int odd = margin >= rule.enter() ? 1 : 0;
        int next = (recent << 1 | odd) & (1 << rule.of()) - 1;
        return margin >= rule.overwhelming() ? next | OVERWHELMING : next;
    }

    /** Whether it alerts after this point. */
    public static boolean alerting(AlertRule rule, boolean before, double held, int recent) {
        boolean opens = (recent & OVERWHELMING) != 0 || Integer.bitCount(recent & 0xffff) >= rule.needed();
        return opens || before && held >= rule.leave();
    }
}
