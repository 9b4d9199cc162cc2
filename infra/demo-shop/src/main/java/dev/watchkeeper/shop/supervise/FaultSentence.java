package dev.watchkeeper.shop.supervise;

import dev.watchkeeper.shop.fault.FaultKind;
import dev.watchkeeper.shop.fault.Strength;
import java.util.Locale;

/** Says in a sentence what a fault really does. */
final class FaultSentence {

    private FaultSentence() {}

    static String of(FaultKind kind, String service, Strength strength) {
        return switch (kind) {
            case ERRORS ->
                strength.oneRequestOf() == 1
                        ? "every one of the " + requests(service) + " answers 500"
                        : "1 of " + strength.oneRequestOf() + " " + requests(service) + " answers 500";
            case SLOW_DB ->
                "each statement of " + service + " takes "
                        + strength.statementDelay().toMillis() + " ms longer in PostgreSQL";
            case MEMORY_LEAK ->
                String.format(
                        Locale.ROOT,
                        "the heap of each %s instance fills, out of memory in about %.1f min",
                        service,
                        strength.timeToOutOfMemory().toSeconds() / 60.0);
            case CPU ->
                String.format(
                        Locale.ROOT,
                        "each %s instance burns %.1f of a core, and %d ms more for each request",
                        service,
                        strength.coreShare(),
                        strength.requestBurn().toMillis());
            case DOWN -> "all instances of " + service + " are killed and stay down";
            case LOG_STORM ->
                "each " + service + " instance writes " + strength.logLinesPerSecond() + " more log lines a second";
        };
    }

    private static String requests(String service) {
        return switch (service) {
            case "payment" -> "payments";
            case "order" -> "order requests";
            default -> service + " requests";
        };
    }
}
