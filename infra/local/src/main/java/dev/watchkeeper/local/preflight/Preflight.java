package dev.watchkeeper.local.preflight;

import dev.watchkeeper.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was found before anything started.
 *
 * @param ports the port of each name: the usual one, or a free one where that is taken
 * @param notes what is said about it, in one line
 * @param obstacles why it cannot start; empty where it can
 */
public record Preflight(Map<String, Integer> ports, List<String> notes, List<String> obstacles) {

    private static final double MEMORY_NEEDED_GB = 4;

    public Preflight {
        ports = Map.copyOf(ports);
        notes = List.copyOf(notes);
        obstacles = List.copyOf(obstacles);
    }

    /** Looks at the JDK, the platform, the memory and the ports. */
    public static Preflight look(Map<String, Integer> wanted) {
        List<String> notes = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        int jdk = Runtime.version().feature();
        notes.add("JDK " + jdk);
        if (jdk < 17) {
            obstacles.add("JDK 17 or newer expected, found " + jdk + ": set JAVA_HOME");
        }
        String platform =
                System.getProperty("os.name", "?").toLowerCase(Locale.ROOT) + "-" + System.getProperty("os.arch", "?");
        notes.add(platform);
        if (!platform.equals("linux-amd64")) {
            obstacles.add("linux-amd64 expected, found " + platform + ": PostgreSQL's binaries are for that only");
        }
        double free = freeMemoryGb();
        notes.add(String.format(Locale.ROOT, "%.0f GB free", free));
        if (free < MEMORY_NEEDED_GB) {
            obstacles.add(String.format(
                    Locale.ROOT, "%.0f GB of memory expected, %.1f found: close something", MEMORY_NEEDED_GB, free));
        }
        Map<String, Integer> ports = new TreeMap<>();
        List<String> replaced = new ArrayList<>();
        wanted.forEach((name, port) -> {
            int found = port != 0 && Ports.isFree(port) && !ports.containsValue(port) ? port : another(wanted, ports);
            if (port != 0 && found != port) {
                replaced.add(port + " taken, using " + found);
            }
            ports.put(name, found);
        });
        notes.add(replaced.isEmpty() ? "ports" : "ports (" + String.join(", ", replaced) + ")");
        return new Preflight(ports, notes, obstacles);
    }

    private static int another(Map<String, Integer> wanted, Map<String, Integer> found) {
        Set<Integer> spokenFor = new HashSet<>(wanted.values());
        spokenFor.addAll(found.values());
        return Ports.free(Ports.Range.STACK, spokenFor);
    }

    private static double freeMemoryGb() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / (1024 * 1024))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return Double.MAX_VALUE; // not Linux: the platform is the obstacle
        }
    }
}
