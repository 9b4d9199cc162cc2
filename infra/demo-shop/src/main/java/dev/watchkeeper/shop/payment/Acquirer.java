package dev.watchkeeper.shop.payment;

import java.util.SplittableRandom;

/**
 * The bank behind payment, which we play: it takes its time, declines some cards and is sometimes not to be reached.
 * All of it follows from the order's id, so that the same orders have the same fate in every run.
 */
final class Acquirer {

    private static final double DECLINED = 0.012;
    private static final double UNREACHABLE = 0.003;
    private static final double MEDIAN_MILLIS = 18;
    private static final double SPREAD = 0.45;
    private static final long MOST_MILLIS = 250;

    /** What the bank says. */
    enum Answer {
        APPROVED,
        DECLINED,
        UNREACHABLE
    }

    /** An answer and how long it takes. */
    record Fate(Answer answer, long millis) {}

    Fate fate(String order) {
        SplittableRandom random = new SplittableRandom(order.hashCode() * 0x9E3779B97F4A7C15L);
        double draw = random.nextDouble();
        Answer answer = draw < UNREACHABLE
                ? Answer.UNREACHABLE
                : draw < UNREACHABLE + DECLINED ? Answer.DECLINED : Answer.APPROVED;
        double normal = Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        return new Fate(answer, Math.min(MOST_MILLIS, Math.round(MEDIAN_MILLIS * Math.exp(SPREAD * normal))));
    }

    Answer charge(String order) throws InterruptedException {
        Fate fate = fate(order);
        Thread.sleep(fate.millis());
        return fate.answer();
    }
}
