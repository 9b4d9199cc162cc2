package dev.watchkeeper.jobs.features.logs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Classes of severity: what OTLP's 24 numbers and many texts come down to. */
public enum Severity {
    /** TRACE and DEBUG. */
    DEBUG,
    /** INFO, and whatever does not say. */
    INFO,
    /** WARN. */
    WARN,
    /** ERROR and FATAL. */
    ERROR;

    /** The class of a line, by its number (OTLP, 1 to 24), else by its text. */
    public static Severity of(int number, @Nullable String text) {
        if (number >= 17) {
            return ERROR;
        }
        if (number >= 13) {
            return WARN;
        }
        if (number >= 9) {
            return INFO;
        }
        return number >= 1 ? DEBUG : ofText(text == null ? "" : text.toUpperCase(Locale.ROOT));
    }

    /** OTLP's number for a line that has none: the least of its class. */
    public int number() {
        return switch (this) {
            case DEBUG -> 5;
            case INFO -> 9;
            case WARN -> 13;
            case ERROR -> 17;
        };
    }

    private static Severity ofText(String text) {
        if (text.startsWith("ERR")
                || text.startsWith("SEVERE")
                || text.startsWith("FATAL")
                || text.startsWith("CRIT")
                || text.startsWith("ALERT")
                || text.startsWith("EMERG")) {
            return ERROR;
        }
        if (text.startsWith("WARN")) {
            return WARN;
        }
        return text.startsWith("DEBUG") || text.startsWith("TRACE") || text.startsWith("FINE") ? DEBUG : INFO;
    }
}
