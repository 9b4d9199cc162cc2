package dev.watchkeeper.models.train.generate;

/**
 * What a fault, or harmless trouble, does to a service in one window.
 *
 * @param errorShare additional share of failed requests
 * @param selfSeconds additional self time
 * @param selfFactor factor on self time
 * @param databaseSeconds additional time of each database call
 * @param cpu additional share of the machine
 * @param heapShare share of the free heap that is lost to a leak
 * @param gc additional share of time in garbage collection
 * @param logLines additional lines a second
 * @param traffic factor on requests
 * @param silent whether nothing is sent
 */
public record Effect(
        double errorShare,
        double selfSeconds,
        double selfFactor,
        double databaseSeconds,
        double cpu,
        double heapShare,
        double gc,
        double logLines,
        double traffic,
        boolean silent) {

    /** Nothing is wrong. */
    public static final Effect NONE = new Effect(0, 0, 1, 0, 0, 0, 0, 0, 1, false);

    /**
     * A fault's effect.
     *
     * @param strength 0 (hardly visible) to 1 (plain)
     * @param progress 0 to 1 of its duration
     * @param self the service's usual self time, seconds
     */
    public static Effect of(FaultShape shape, double strength, double progress, double self) {
        double s = strength;
        return switch (shape) {
            case ERRORS -> new Effect(.05 + .45 * s, 0, 1, 0, 0, 0, 0, 0, 1, false);
            case SLOW -> new Effect(0, .02 + .3 * s, 1.5 + 4 * s, 0, 0, 0, 0, 0, 1, false);
            case SLOW_DATABASE -> new Effect(0, 0, 1, .04 + .4 * s, 0, 0, 0, 0, 1, false);
            case CPU -> new Effect(0, 0, 1 + .5 * s, 0, .12 + .5 * s, 0, 0, 0, 1, false);
            case LEAK -> {
                double late = Math.max(0, progress - .5);
                yield new Effect(0, .1 * late * self, 1 + late * s, 0, .2 * late, progress, .3 * late * s, 0, 1, false);
            }
            case LOG_BURST -> new Effect(0, 0, 1, 0, 0, 0, 0, 8 * Math.pow(25, s), 1, false);
            case GC -> new Effect(0, 0, 1 + .4 * s, 0, .05 + .1 * s, 0, .05 + .3 * s, 0, 1, false);
            case SILENCE -> new Effect(0, 0, 1, 0, 0, 0, 0, 0, 0, true);
        };
    }
}
