package dev.watchkeeper.review.console.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with units and no more digits than say something: three. Units are UCUM as OpenTelemetry writes them;
 * seconds, bytes and ratios are scaled, all others are named.
 */
public final class Quantity {

    /** What stands where there is no number. */
    public static final String NONE = "–";

    private static final char NBSP = '\u00a0';
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final double SPARE_RATIO = 1.5;

    private Quantity() {}

    /** The value in its unit: {@code 230 ms}, {@code 512 MiB}, {@code 24 %}, {@code 3.2 requests/s}. */
    public static String text(@Nullable Double value, @Nullable String unit) {
        return value == null ? NONE : text(value.doubleValue(), unit);
    }

    /** As above; NaN and infinities are no numbers. */
    public static String text(double value, @Nullable String unit) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        String of = unit == null ? "" : unit;
        return switch (of) {
            case "s" -> seconds(value);
            case "ms" -> seconds(value / 1e3);
            case "us" -> seconds(value / 1e6);
            case "ns" -> seconds(value / 1e9);
            case "By" -> bytes(value);
            case "KiBy" -> bytes(value * 1024);
            case "MiBy" -> bytes(value * 1024 * 1024);
            case "By/s" -> bytes(value) + "/s";
            case "1", "s/s" -> Math.abs(value) <= SPARE_RATIO ? ratio(value) : number(value);
            case "%" -> number(value) + NBSP + '%';
            case "" -> number(value);
            default -> number(value) + named(of, value);
        };
    }

    /** A ratio as per cent. */
    public static String ratio(double value) {
        return number(value * 100) + NBSP + '%';
    }

    /** A duration of any size: µs to days. */
    public static String seconds(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0" + NBSP + "s";
        } else if (size < 1e-3) {
            return number(value * 1e6) + NBSP + "µs";
        } else if (size < 0.9995) {
            return number(value * 1e3) + NBSP + "ms";
        } else if (size < 120) {
            return number(value) + NBSP + "s";
        } else if (size < 7200) {
            return number(value / 60) + NBSP + "min";
        } else if (size < 172_800) {
            return number(value / 3600) + NBSP + "h";
        }
        return number(value / 86_400) + NBSP + "d";
    }

    /** Bytes in binary steps. */
    public static String bytes(double value) {
        double scaled = value;
        int step = 0;
        while (Math.abs(scaled) >= 1023.5 && step < BYTES.length - 1) {
            scaled /= 1024;
            step++;
        }
        return number(scaled) + NBSP + BYTES[step];
    }

    /** Three digits, no trailing zeros, thousands grouped. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 0.001) {
            return trim(String.format(Locale.ROOT, "%.1e", value));
        }
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return decimals == 0 ? minus(text) : trim(minus(text));
    }

    /** With its sign, two decimals: {@code +0.61}. */
    public static String signed(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return minus(String.format(Locale.ROOT, "%+.2f", value));
    }

    /** A count of things: {@code 1 review}, {@code 3 reviews}. */
    public static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d", count) + NBSP + (count == 1 ? one : many);
    }

    private static String named(String unit, double value) {
        boolean perSecond = unit.endsWith("/s");
        String name = perSecond ? unit.substring(0, unit.length() - 2) : unit;
        if (name.startsWith("{") && name.endsWith("}")) {
            name = name.substring(1, name.length() - 1);
            if (!name.isEmpty() && !name.endsWith("s") && (value != 1 || perSecond)) {
                name = name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
            }
        } else if (name.equals("1")) {
            name = "";
        }
        if (name.isEmpty()) {
            return perSecond ? "/s" : "";
        }
        return NBSP + Clamp.text(name, 24) + (perSecond ? "/s" : "");
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }

    private static String trim(String text) {
        int end = text.length();
        if (text.indexOf('.') < 0 || text.indexOf('e') >= 0) {
            return text;
        }
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
