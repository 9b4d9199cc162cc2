package dev.watchkeeper.models.train.generate;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random numbers of one generated entity: the same seed and index give the same numbers. */
public final class Draw {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final RandomGenerator random;

    private Draw(long seed) {
        this.random = FACTORY.create(seed);
    }

    /** The numbers of one of many. */
    public static Draw of(long seed, long index) {
        return new Draw(seed * GOLDEN + index * 0xD1B54A32D192ED03L + 1);
    }

    /** Uniform. */
    public double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Uniform in the logarithm. */
    public double logBetween(double low, double high) {
        return Math.exp(between(Math.log(low), Math.log(high)));
    }

    /** Uniform, 0 to bound − 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** True that often. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Normal with mean 0 and deviation 1. */
    public double normal() {
        return random.nextGaussian();
    }

    /** Exponential with that mean. */
    public double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** Events of a Poisson process; a rounded normal above 30. */
    public long poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 30) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long events = 0;
        while (product > limit) {
            product *= random.nextDouble();
            events++;
        }
        return events;
    }

    /** How many of n succeed. */
    public long binomial(long n, double probability) {
        if (probability <= 0 || n == 0) {
            return 0;
        }
        if (n * probability > 30 || n > 200) {
            double p = Math.min(1, probability);
            long near = p < .1 ? poisson(n * p) : Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal());
            return Math.max(0, Math.min(n, near));
        }
        long hits = 0;
        for (long i = 0; i < n; i++) {
            hits += random.nextDouble() < probability ? 1 : 0;
        }
        return hits;
    }
}
