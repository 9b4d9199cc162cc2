package dev.watchkeeper.shop.fault;

import java.time.Duration;

/** How hard a fault hits: 1 to 3, and what that means for each kind. */
public record Strength(int value) {

    public Strength {
        if (value < 1 || value > 3) {
            throw new IllegalArgumentException("strength 1 to 3 expected, found " + value);
        }
    }

    private <T> T pick(T one, T two, T three) {
        return value == 1 ? one : value == 2 ? two : three;
    }

    /** One of how many requests fails. */
    public int oneRequestOf() {
        return pick(4, 2, 1);
    }

    /** What is added to each statement. */
    public Duration statementDelay() {
        return Duration.ofMillis(pick(150, 400, 1000));
    }

    /** Share of one core that an instance burns beside its work. */
    public double coreShare() {
        return pick(0.3, 0.5, 0.8);
    }

    /** Processor time that each request burns. */
    public Duration requestBurn() {
        return Duration.ofMillis(pick(15, 40, 90));
    }

    /** Additional log lines a second. */
    public int logLinesPerSecond() {
        return pick(30, 100, 300);
    }

    /** How long the heap lasts, about. */
    public Duration timeToOutOfMemory() {
        return Duration.ofSeconds(pick(300, 210, 150));
    }
}
