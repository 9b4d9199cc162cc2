package dev.watchkeeper.review.console.chart;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A series in the size of a word: SVG paths in a box of {@link #WIDTH} × {@link #HEIGHT}.
 *
 * @param line the values, broken where points are missing
 * @param band the expected band as a closed shape; empty where there is none
 * @param alerting the part of the line where it alerts; empty where it does not
 * @param onset where the trouble began, or null
 */
public record Sparkline(
        String line, String band, String alerting, @Nullable Double onset) {

    /** Width of the box. */
    public static final int WIDTH = 120;

    /** Height of the box. */
    public static final int HEIGHT = 32;

    private static final double EDGE = 2;
    private static final int MAX_POINTS = 240;

    /** What to draw; arrays of equal length, NaN where a number is missing. */
    public record Points(long[] timeMillis, float[] value, float[] lower, float[] upper, boolean[] alerting) {}

    /** Draws; null where fewer than two points can be drawn. */
    public static @Nullable Sparkline of(Points points, long fromMillis, long toMillis, @Nullable Long onsetMillis) {
        Draw draw = new Draw(points, fromMillis, toMillis);
        if (draw.drawable < 2 || toMillis <= fromMillis) {
            return null;
        }
        Double onset = onsetMillis == null || onsetMillis < fromMillis || onsetMillis > toMillis
                ? null
                : Double.valueOf(Math.round(draw.x(onsetMillis) * 10) / 10.0);
        return new Sparkline(draw.line(false), draw.band(), draw.line(true), onset);
    }

    private static final class Draw {
        private final Points points;
        private final long from;
        private final double perMilli;
        private final int step;
        private final long gap;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private int drawable;

        Draw(Points points, long from, long to) {
            this.points = points;
            this.from = from;
            this.perMilli = WIDTH / (double) Math.max(1, to - from);
            int n = points.timeMillis().length;
            this.step = Math.max(1, n / MAX_POINTS);
            this.gap = Math.max(30_000, n < 2 ? 0 : 4 * step * (to - from) / n);
            for (int i = 0; i < n; i++) {
                if (Float.isFinite(points.value()[i])) {
                    drawable++;
                    stretch(points.value()[i]);
                    stretch(points.lower()[i]);
                    stretch(points.upper()[i]);
                }
            }
            if (!(high > low)) {
                high = low + Math.max(1e-9, Math.abs(low));
            }
        }

        private void stretch(float value) {
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }

        double x(long millis) {
            return (millis - from) * perMilli;
        }

        double y(float value) {
            return HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE);
        }

        String line(boolean alertingOnly) {
            StringBuilder path = new StringBuilder();
            long before = Long.MIN_VALUE;
            boolean pen = false;
            for (int i = 0; i < points.timeMillis().length; i += step) {
                long time = points.timeMillis()[i];
                boolean drawn = Float.isFinite(points.value()[i]) && (!alertingOnly || points.alerting()[i]);
                if (drawn) {
                    boolean joined = pen && time - before <= gap;
                    append(path.append(joined ? 'L' : 'M'), x(time), y(points.value()[i]));
                    before = time;
                }
                pen = drawn;
            }
            return path.toString();
        }

        String band() {
            StringBuilder forth = new StringBuilder();
            StringBuilder back = new StringBuilder();
            for (int i = 0; i < points.timeMillis().length; i += step) {
                if (Float.isFinite(points.lower()[i]) && Float.isFinite(points.upper()[i])) {
                    double x = x(points.timeMillis()[i]);
                    append(forth.append(forth.isEmpty() ? 'M' : 'L'), x, y(points.upper()[i]));
                    StringBuilder corner = new StringBuilder("L");
                    append(corner, x, y(points.lower()[i]));
                    back.insert(0, corner);
                }
            }
            return forth.isEmpty() ? "" : forth.append(back).append('Z').toString();
        }

        private static void append(StringBuilder path, double x, double y) {
            path.append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
        }
    }
}
