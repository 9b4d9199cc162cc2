package dev.watchkeeper.local.rooms;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds in a log why its process ended: the root of the last stack trace, else the last line that says something. */
final class LastWords {

    private static final Pattern THROWN =
            Pattern.compile("^(Exception in thread .*|([\\w$]+\\.)*[\\w$]*(Exception|Error)(:.*)?)$");

    private LastWords() {}

    static String of(List<String> log) {
        List<String> lines = log.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                .toList();
        Optional<String> root = last(lines, line -> line.startsWith("Caused by: "));
        if (root.isPresent()) {
            return root.get().substring("Caused by: ".length());
        }
        return lines.stream()
                .filter(line -> THROWN.matcher(line).matches())
                .findFirst()
                .or(() -> last(lines, line -> true))
                .orElse("it said nothing");
    }

    private static Optional<String> last(List<String> lines, java.util.function.Predicate<String> fits) {
        return lines.stream().filter(fits).reduce((earlier, later) -> later);
    }
}
