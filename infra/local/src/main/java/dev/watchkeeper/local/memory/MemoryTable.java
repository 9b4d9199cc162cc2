package dev.watchkeeper.local.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memory of every process of a stack: the rooms, what they started, the launcher.
 *
 * @param rows by process; what a room started is called {@code room/name}, and those of one name are added up
 */
public record MemoryTable(Map<String, Footprint> rows) {

    private static final Path PROC = Path.of("/proc");

    /** What is taken now; a process that ended takes nothing. */
    public static MemoryTable of(Map<String, Long> rooms, long launcher) {
        Map<String, Footprint> rows = new LinkedHashMap<>();
        rooms.forEach((room, pid) -> {
            add(rows, room, pid);
            descendants(pid).forEach(child -> add(rows, room + "/" + name(commandLine(child)), child));
        });
        add(rows, "launcher", launcher);
        return new MemoryTable(rows);
    }

    /** A line each, and the sum. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-28s %8s %8s", "process (MiB)", "RSS", "PSS"));
        rows.forEach((name, footprint) -> lines.add(line(name, footprint)));
        lines.add(line("sum", rows.values().stream().reduce(Footprint.NONE, Footprint::plus)));
        return lines;
    }

    private static String line(String name, Footprint footprint) {
        return String.format(
                Locale.ROOT, "%-28s %8.0f %8.0f", name, footprint.rssKb() / 1024.0, footprint.pssKb() / 1024.0);
    }

    /** A service of the shop is known by its instance, everything else by its program. */
    static String name(List<String> command) {
        int service = command.indexOf("dev.watchkeeper.shop.ServiceMain");
        if (service >= 0 && command.size() > service + 2) {
            return command.get(service + 2);
        }
        String program = command.isEmpty() ? "?" : command.get(0);
        String first = program.substring(program.lastIndexOf('/') + 1); // "postgres: checkpointer" is of postgres
        return first.split("[ :]", 2)[0];
    }

    private static void add(Map<String, Footprint> rows, String name, long pid) {
        read(pid).ifPresent(footprint -> rows.merge(name, footprint, Footprint::plus));
    }

    private static Optional<Footprint> read(long pid) {
        try {
            return Optional.of(Footprint.parsed(
                    Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup"))));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static Stream<Long> descendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .sorted();
    }

    private static List<String> commandLine(long pid) {
        try {
            String text =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return Arrays.asList(text.split("\0", -1));
        } catch (IOException ended) {
            return List.of();
        }
    }
}
