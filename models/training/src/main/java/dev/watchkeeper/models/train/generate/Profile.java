package dev.watchkeeper.models.train.generate;

import java.time.Duration;

/**
 * What a generated service is like, for its whole life; drawn once.
 *
 * @param season length of its day
 * @param requestsPerSecond mean
 * @param swing 0 to 1: how much the day moves the load
 * @param selfSeconds median self time
 * @param selfSpread sigma of its logarithm
 * @param databaseSeconds median database call; 0: it has none
 * @param callees services that it calls
 * @param instances of it
 * @param errorShare usual share of failed requests
 * @param cpuIdle CPU share without load
 * @param cpuBusy CPU share at mean load, beside idle
 * @param heapBytes of an instance
 * @param heapShare share of it that stays after collection
 * @param collections of the young generation in a window at mean load
 * @param logLines INFO lines per request
 * @param warnPerHour WARN clumps
 * @param stallHours mean time between stalls of its machine
 * @param restartHours mean time between restarts
 * @param surgeHours mean time between harmless surges of load
 * @param drift strength of slow wandering, 0 to 1
 */
public record Profile(
        Duration season,
        double requestsPerSecond,
        double swing,
        double selfSeconds,
        double selfSpread,
        double databaseSeconds,
        int callees,
        int instances,
        double errorShare,
        double cpuIdle,
        double cpuBusy,
        double heapBytes,
        double heapShare,
        double collections,
        double logLines,
        double warnPerHour,
        double stallHours,
        double restartHours,
        double surgeHours,
        double drift) {

    /** Some service. */
    public static Profile drawn(Draw draw) {
        return new Profile(
                draw.chance(.4) ? Duration.ofMinutes(30) : Duration.ofDays(1),
                draw.logBetween(.3, 300),
                draw.between(0, .8),
                draw.logBetween(.001, .2),
                draw.between(.15, .8),
                draw.chance(.7) ? draw.logBetween(.0008, .03) : 0,
                draw.below(4),
                1 + draw.below(3),
                draw.chance(.5) ? 0 : draw.logBetween(1e-4, .01),
                draw.between(.005, .1),
                draw.logBetween(.01, .4),
                draw.logBetween(48e6, 4e9),
                draw.between(.15, .6),
                draw.logBetween(.1, 3),
                draw.chance(.2) ? 0 : draw.logBetween(.2, 6),
                draw.chance(.3) ? 0 : draw.logBetween(.05, 20),
                draw.logBetween(1, 72),
                draw.logBetween(12, 400),
                draw.logBetween(6, 200),
                draw.between(0, 1));
    }
}
