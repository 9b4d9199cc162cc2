package dev.watchkeeper.review.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of time and places on it, in per cent, so that a drawing fits any width.
 *
 * @param fromMillis left edge
 * @param toMillis right edge
 */
public record TimeAxis(long fromMillis, long toMillis) {

    private static final long MINUTE = 60_000;
    private static final long[] STEPS = {
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        60 * MINUTE,
        180 * MINUTE,
        360 * MINUTE,
        720 * MINUTE,
        1440 * MINUTE
    };

    /** A marked time: where, and which. */
    public record Tick(String x, long timeMillis) {}

    public TimeAxis {
        if (toMillis <= fromMillis) {
            throw new IllegalArgumentException("an end after " + fromMillis + " expected, found " + toMillis);
        }
    }

    /** Place of a time, clamped to the axis: {@code 37.25%}. */
    public String x(long millis) {
        return percent(fraction(millis));
    }

    /** Width of an interval, clamped to the axis and at least {@code 0.4%}, so that it can be seen. */
    public String width(long startMillis, long endMillis) {
        double left = fraction(startMillis);
        return percent(Math.min(1 - left, Math.max(0.004, fraction(endMillis) - left)));
    }

    /** 0 at the left edge, 1 at the right one, clamped. */
    public double fraction(long millis) {
        double fraction = (millis - fromMillis) / (double) (toMillis - fromMillis);
        return Math.max(0, Math.min(1, fraction));
    }

    /** Whether any of the interval lies on the axis. */
    public boolean shows(long startMillis, long endMillis) {
        return endMillis >= fromMillis && startMillis <= toMillis;
    }

    /** Round times, at most so many. */
    public List<Tick> ticks(int max) {
        long span = toMillis - fromMillis;
        long step = STEPS[STEPS.length - 1];
        for (long each : STEPS) {
            if (span / each <= max) {
                step = each;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (long at = Math.floorDiv(fromMillis + step - 1, step) * step; at <= toMillis; at += step) {
            double fraction = fraction(at);
            if (fraction > 0.02 && fraction < 0.95 && ticks.size() < max) {
                ticks.add(new Tick(percent(fraction), at));
            }
        }
        return ticks;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f%%", fraction * 100);
    }
}
