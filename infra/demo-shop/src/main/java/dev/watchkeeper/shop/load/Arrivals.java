package dev.watchkeeper.shop.load;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Who comes when: a Poisson process whose rate follows the day, with slow seeded noise on it. The same seed gives the
 * same arrivals. Not thread-safe.
 */
final class Arrivals {

    /** Cheap reads for each order. */
    private static final double STOCK_READS = 0.55;

    private static final double ORDER_READS = 0.35;
    private static final double ALL = 1 + STOCK_READS + ORDER_READS;

    /** The rate wanders by about this share, a new target each minute. */
    private static final double WANDER = 0.07;

    private static final double MOST_WANDER = 1.3;
    private static final long WANDER_NANOS = 60_000_000_000L;

    /** What a customer does. */
    enum Kind {
        ORDER,
        STOCK_READ,
        ORDER_READ
    }

    /** One customer. {@code after} counts from the start of the load. */
    record Arrival(Duration after, Kind kind, int article, int quantity) {}

    private final SplittableRandom random;
    private final DayShape shape;
    private final Duration startsAt;
    private final double scale;
    private final int articles;
    private double nanos;
    private long wanderSlot = -1;
    private double wanderFrom = 1;
    private double wanderTo = 1;

    /** @param startsAt the time of day at which the load starts */
    Arrivals(long seed, DayShape shape, Duration startsAt, double scale, int articles) {
        if (scale <= 0 || scale > 1_000) {
            throw new IllegalArgumentException("load.scale: a number above 0 expected, found " + scale);
        }
        this.random = new SplittableRandom(seed);
        this.shape = shape;
        this.startsAt = startsAt;
        this.scale = scale;
        this.articles = articles;
    }

    /** The next one; they come in order. */
    Arrival next() {
        double most = shape.most() * scale * ALL * MOST_WANDER;
        while (true) {
            nanos += -Math.log(1 - random.nextDouble()) / most * 1e9;
            Duration after = Duration.ofNanos((long) nanos);
            double rate = shape.ordersPerSecond(startsAt.plus(after)) * scale * ALL * wander((long) nanos);
            if (random.nextDouble() * most < rate) {
                return new Arrival(after, kind(), 1 + skewed(articles), 1 + skewed(4));
            }
        }
    }

    private Kind kind() {
        double draw = random.nextDouble() * ALL;
        return draw < 1 ? Kind.ORDER : draw < 1 + STOCK_READS ? Kind.STOCK_READ : Kind.ORDER_READ;
    }

    /** 0 to below {@code bound}, low ones oftener. */
    private int skewed(int bound) {
        return (int) (bound * random.nextDouble() * random.nextDouble());
    }

    private double wander(long at) {
        long slot = at / WANDER_NANOS;
        while (wanderSlot < slot) {
            wanderSlot++;
            wanderFrom = wanderTo;
            double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            wanderTo = Math.min(MOST_WANDER, Math.exp(WANDER * 2 * sum));
        }
        double part = (at % WANDER_NANOS) / (double) WANDER_NANOS;
        return wanderFrom + (wanderTo - wanderFrom) * part;
    }
}
