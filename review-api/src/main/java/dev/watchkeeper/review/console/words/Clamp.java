package dev.watchkeeper.review.console.words;

import java.util.List;

/** Text from outside is hostile: bounded here, without control and direction characters, escaped by the templates. */
public final class Clamp {

    private Clamp() {}

    /** At most so many characters, the last of them … where something was cut; control characters become spaces. */
    public static String text(String text, int max) {
        return text(text, max, false);
    }

    /** As above; line breaks and tabs may stay, for text that is shown as it is. */
    public static String text(String text, int max, boolean lines) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), max) + 1);
        int at = 0;
        int length = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (length == max - 1 && at < text.length()) {
                return kept.append('…').toString();
            }
            kept.appendCodePoint(harmless(c) || (lines && (c == '\n' || c == '\t')) ? c : ' ');
            length++;
        }
        return kept.toString();
    }

    /** Each clamped, and no more than so many. */
    public static List<String> all(List<String> texts, int maxItems, int maxCharacters) {
        return texts.stream()
                .limit(maxItems)
                .map(text -> text(text, maxCharacters))
                .toList();
    }

    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
            // Direction overrides could make a name read as another one.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
