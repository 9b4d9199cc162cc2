package dev.watchkeeper.review.console.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as ages and as absolute text; the page's script puts the absolute ones into the viewer's zone. */
public final class Age {

    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Age() {}

    /** {@code 8 s}, {@code 4 min}, {@code 6 h}, {@code 3 d}; never negative. */
    public static String text(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        if (seconds < 60) {
            return seconds + "\u00a0s";
        } else if (seconds < 3600) {
            return seconds / 60 + "\u00a0min";
        } else if (seconds < 172_800) {
            return seconds / 3600 + "\u00a0h";
        }
        return seconds / 86_400 + "\u00a0d";
    }

    /**
     * As a page shows it before its script runs.
     *
     * @param as age, ago, due, clock, minute or stamp
     */
    public static String as(String as, long atMillis, long nowMillis) {
        return switch (as) {
            case "age" -> text(nowMillis - atMillis);
            case "ago" -> text(nowMillis - atMillis) + " ago";
            case "due" ->
                atMillis > nowMillis ? "in " + text(atMillis - nowMillis) : "overdue by " + text(nowMillis - atMillis);
            case "clock" -> clock(atMillis);
            case "minute" -> minute(atMillis);
            default -> absolute(atMillis);
        };
    }

    /** {@code 2026-11-23 14:02:10 UTC}. */
    public static String absolute(long millis) {
        return ABSOLUTE.format(Instant.ofEpochMilli(millis));
    }

    /** {@code 14:02:10} in UTC. */
    public static String clock(long millis) {
        return CLOCK.format(Instant.ofEpochMilli(millis));
    }

    /** {@code 14:02} in UTC. */
    public static String minute(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }

    /** For machines: ISO 8601. */
    public static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
