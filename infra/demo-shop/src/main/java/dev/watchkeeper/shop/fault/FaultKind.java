package dev.watchkeeper.shop.fault;

import java.util.Arrays;
import java.util.Locale;

/** What can be broken. Each has strengths 1 to 3. */
public enum FaultKind {
    /** The heap fills until the JVM dies of it. */
    MEMORY_LEAK,
    /** A share of the requests answers 500. */
    ERRORS,
    /** Each statement takes longer inside PostgreSQL. */
    SLOW_DB,
    /** Threads and requests burn processor time. */
    CPU,
    /** All instances are killed and kept down. */
    DOWN,
    /** Many more log lines. */
    LOG_STORM;

    /** The name that people type: {@code memory-leak}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException naming the known kinds
     */
    public static FaultKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown fault " + text + "; known: "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(FaultKind::text).toList())));
    }
}
