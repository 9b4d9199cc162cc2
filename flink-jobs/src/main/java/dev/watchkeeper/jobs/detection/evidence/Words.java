package dev.watchkeeper.jobs.detection.evidence;

import java.util.Locale;

/** Numbers as people read them: {@code 0.3 %}, {@code 420 ms}, {@code 34 MB}, {@code 3.1/s}. */
public final class Words {

    private static final double MINUTE = 60;

    private Words() {}

    /** A value in its UCUM unit; shares as percent, seconds as ms where they are few. */
    public static String value(double value, String unit) {
        return switch (unit) {
            case "1" -> percent(value);
            case "s" -> seconds(value);
            case "ms" -> seconds(value / 1e3);
            case "By" -> bytes(value);
            case "By/s" -> bytes(value) + "/s";
            case "s/s" -> number(value);
            default -> number(value) + (unit.endsWith("/s") ? "/s" : "");
        };
    }

    /** A share of one as percent. */
    public static String percent(double share) {
        return number(share * 100) + " %";
    }

    /** A duration. */
    public static String seconds(double seconds) {
        double size = Math.abs(seconds);
        if (size >= 2 * MINUTE) {
            return number(seconds / MINUTE) + " min";
        }
        return size >= 1 ? number(seconds) + " s" : number(seconds * 1e3) + " ms";
    }

    /** Bytes in thousands. */
    public static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size >= 1e9) {
            return number(bytes / 1e9) + " GB";
        }
        if (size >= 1e6) {
            return number(bytes / 1e6) + " MB";
        }
        return size >= 1e3 ? number(bytes / 1e3) + " kB" : number(bytes) + " B";
    }

    /** Two figures that matter, no more decimals than they need. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= 9.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size < 0.005) {
            return "0";
        }
        String text = String.format(Locale.ROOT, size >= 0.095 ? "%.1f" : "%.2f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
