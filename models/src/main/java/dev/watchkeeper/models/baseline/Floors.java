package dev.watchkeeper.models.baseline;

/**
 * The least believable scale of a deviation: what sampling alone explains (binomial, Poisson, quantiles of few
 * observations) and what is too small to matter. Without it a constant series is infinitely odd at its first change.
 */
final class Floors {

    /** An error share that nobody is surprised by. */
    private static final double LEAST_SHARE = .01;
    /** Expected events below which one more is no surprise. */
    private static final double LEAST_EVENTS = .5;

    /** Deviance below which the root deviance is the plain number of standard deviations. */
    private static final double NEAR = .01;

    /** Least scale as a share of what was seen: a constant zero that becomes something is odd, not infinitely so. */
    private static final double LEAST_OF_SEEN = .005;

    private Floors() {}

    /**
     * The floor of the scale, in the series' unit.
     *
     * @param value what was seen
     * @param expected what was expected
     * @param observations how many observations stand behind the value; 0 where unknown
     * @param seconds the interval that a rate covers; 0 where unknown
     */
    static double of(SeriesKind kind, double value, double expected, double observations, double seconds) {
        double plain = Math.max(kind.absoluteFloor(), kind.relativeFloor() * Math.abs(expected));
        double floor = switch (kind.measure()) {
            case RATIO -> Math.max(kind.absoluteFloor(), binomial(value, expected, observations));
            case EVENTS -> Math.max(plain, poisson(value, expected, seconds));
            case DURATION ->
                Math.max(
                        kind.absoluteFloor(),
                        kind.relativeFloor()
                                * Math.abs(expected)
                                * (observations > 0 ? Math.sqrt(1 + kind.quantileSpread() / observations) : 1));
            case UTILIZATION -> plain;
            case AMOUNT -> Math.max(plain, LEAST_OF_SEEN * Math.abs(value));
        };
        return Math.max(floor, Double.MIN_NORMAL);
    }

    /** The scale at which the deviation is as many scales as its signed root deviance under a binomial. */
    private static double binomial(double share, double expected, double n) {
        if (n <= 0) {
            return 0;
        }
        double p0 = Math.min(.99, Math.max(LEAST_SHARE, expected));
        double p = Math.min(1, Math.max(0, share));
        double deviance = 2 * n * (term(p, p0) + term(1 - p, 1 - p0));
        return deviance < NEAR ? Math.sqrt(p0 * (1 - p0) / n) : Math.abs(p - p0) / Math.sqrt(deviance);
    }

    /** The same under a Poisson with the expected number of events in the interval. */
    private static double poisson(double rate, double expected, double seconds) {
        double length = seconds > 0 ? seconds : 1;
        double k = Math.max(0, rate * length);
        double mean = Math.max(LEAST_EVENTS, expected * length);
        double deviance = 2 * (term(k, mean) - (k - mean));
        return (deviance < NEAR ? Math.sqrt(mean) : Math.abs(k - mean) / Math.sqrt(deviance)) / length;
    }

    private static double term(double seen, double expected) {
        return seen <= 0 ? 0 : seen * Math.log(seen / expected);
    }
}
