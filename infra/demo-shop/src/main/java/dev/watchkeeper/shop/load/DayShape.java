package dev.watchkeeper.shop.load;

import java.time.Duration;
import java.util.Locale;

/**
 * How many customers come at which time of a shop day: few at night, most around eleven and around seven in the
 * evening. Smooth, and the same at the end of the day as at its beginning.
 */
public record DayShape(Duration day) {

    /** Orders a second in the dead of night and what each peak adds to it. */
    private static final double NIGHT = 0.65;

    private static final double MORNING_PEAK = 1.45;
    private static final double EVENING_PEAK = 1.85;

    private static final double MORNING = 11.0 / 24;
    private static final double EVENING = 19.0 / 24;
    private static final double WIDTH = 2.4 / 24;

    public DayShape {
        if (day.isNegative() || day.isZero()) {
            throw new IllegalArgumentException("a shop day must last: " + day);
        }
    }

    /** Orders a second at that time since some midnight. */
    public double ordersPerSecond(Duration sinceMidnight) {
        double time = fraction(sinceMidnight);
        return NIGHT + MORNING_PEAK * bump(time - MORNING) + EVENING_PEAK * bump(time - EVENING);
    }

    /** A rate that is never exceeded. */
    double most() {
        return NIGHT + MORNING_PEAK + EVENING_PEAK;
    }

    /** Which part of the day has passed: 0 at midnight, below 1. */
    double fraction(Duration sinceMidnight) {
        return nanosOfDay(sinceMidnight) / (double) day.toNanos();
    }

    private long nanosOfDay(Duration sinceMidnight) {
        return Math.floorMod(sinceMidnight.toNanos(), day.toNanos());
    }

    /** The shop's wall clock, {@code HH:mm}. */
    public String clock(Duration sinceMidnight) {
        int minutes = (int) (nanosOfDay(sinceMidnight) * 24 * 60 / day.toNanos());
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }

    /** How long after a midnight the evening's peak stands: the day's highest. */
    public Duration eveningPeak() {
        return Duration.ofNanos((long) (day.toNanos() * EVENING));
    }

    /** How long after a midnight the morning's peak stands. */
    public Duration morningPeak() {
        return Duration.ofNanos((long) (day.toNanos() * MORNING));
    }

    private static double bump(double distance) {
        double round = distance - Math.rint(distance);
        return Math.exp(-round * round / (2 * WIDTH * WIDTH));
    }
}
