package dev.watchkeeper.review.http;

import dev.watchkeeper.review.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values that come in as text. */
final class Parameters {

    private Parameters() {}

    /** One of the names, in any case; null where nothing was said. */
    static <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String value, Class<E> type) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(type, value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Problem.INVALID,
                    name + " must be one of "
                            + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + ", found " + value);
        }
    }

    /** Epoch milliseconds of an RFC 3339 time or of epoch milliseconds; the default where nothing was said. */
    static long time(String name, @Nullable String value, long absent) {
        if (value == null || value.isBlank()) {
            return absent;
        }
        try {
            return value.matches("-?[0-9]{1,15}")
                    ? Long.parseLong(value)
                    : Instant.parse(value.strip()).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new Refused(
                    Problem.INVALID, name + " must be like 2026-01-31T12:00:00Z or epoch milliseconds, found " + value);
        }
    }

    /** Text of at most so many characters. */
    static String text(String name, @Nullable String value, int max) {
        String text = value == null ? "" : value.strip().replace('\0', '\uFFFD');
        if (text.length() > max) {
            throw new Refused(
                    Problem.INVALID, name + " has " + text.length() + " characters, at most " + max + " are taken");
        }
        return text;
    }
}
