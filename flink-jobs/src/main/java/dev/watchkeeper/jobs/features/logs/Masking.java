package dev.watchkeeper.jobs.features.logs;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into tokens and masks what is a value by its look: numbers with or without unit, hex, UUIDs, addresses,
 * dates. One pass over at most {@link #LONGEST_LINE} characters and no regular expression, for log lines are hostile
 * input.
 */
final class Masking {

    /** What stands for a value. */
    static final String WILDCARD = "<*>";

    /** Only so much of a line is read. */
    static final int LONGEST_LINE = 2048;

    /** Only so many tokens of a line are kept. */
    static final int MOST_TOKENS = 48;

    private Masking() {}

    /** The line's tokens, values masked. */
    static List<String> tokens(String line) {
        int length = Math.min(line.length(), LONGEST_LINE);
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < length && tokens.size() < MOST_TOKENS) {
            while (at < length && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < length && !Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at > start) {
                tokens.add(mask(line, start, at));
            }
        }
        return tokens;
    }

    /** One token: runs of letters and digits are judged one by one, masked neighbours put together. */
    private static String mask(String line, int start, int end) {
        StringBuilder masked = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            char c = line.charAt(at);
            if (!isWord(c)) {
                masked.append(c);
                at++;
                continue;
            }
            int from = at;
            while (at < end && isWord(line.charAt(at))) {
                at++;
            }
            if (isValue(line, from, at)) {
                appendWildcard(masked);
            } else {
                masked.append(line, from, at);
            }
        }
        return masked.toString();
    }

    /** {@code 10.0.0.1:80}, {@code 2026-11-23} and {@code 1,234} are one value each, not several. */
    private static void appendWildcard(StringBuilder masked) {
        int length = masked.length();
        if (length > WILDCARD.length() && ".,:-_/+".indexOf(masked.charAt(length - 1)) >= 0) {
            int before = length - 1 - WILDCARD.length();
            if (masked.indexOf(WILDCARD, before) == before) {
                masked.setLength(length - 1);
                return;
            }
        }
        masked.append(WILDCARD);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }

    /** Digits alone, digits with a unit, hex with a digit in it, or half of it digits. */
    private static boolean isValue(String line, int from, int to) {
        int digits = 0;
        boolean hex = true;
        int leading = 0;
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (Character.isDigit(c)) {
                digits++;
                leading += leading == i - from ? 1 : 0;
            } else {
                hex &= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c == 'x' && i == from + 1);
            }
        }
        int length = to - from;
        boolean quantity = leading > 0 && digits == leading && length - leading <= 3;
        return digits > 0 && (hex || quantity || digits * 2 >= length);
    }
}
