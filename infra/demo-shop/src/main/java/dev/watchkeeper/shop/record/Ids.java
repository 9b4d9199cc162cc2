package dev.watchkeeper.shop.record;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Gives trace and span ids small numbers in the order of their first appearance, at the length that OTLP wants: random
 * ids are the one thing in telemetry that no compression makes smaller.
 */
final class Ids {

    private final Map<String, String> traces = new HashMap<>();
    private final Map<String, String> spans = new HashMap<>();

    String trace(String id) {
        return traces.computeIfAbsent(id, unknown -> hex(traces.size() + 1, 32));
    }

    String span(String id) {
        return spans.computeIfAbsent(id, unknown -> hex(spans.size() + 1, 16));
    }

    private static String hex(int number, int length) {
        String digits = Integer.toHexString(number);
        return "0".repeat(length - digits.length()) + digits.toLowerCase(Locale.ROOT);
    }
}
