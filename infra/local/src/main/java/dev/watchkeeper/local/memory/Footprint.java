package dev.watchkeeper.local.memory;

import java.util.List;

/**
 * The memory of one process or several, from {@code /proc/PID/smaps_rollup}.
 *
 * @param rssKb what is resident; pages that processes share count in each
 * @param pssKb what is resident, with shared pages divided among those that share them: this one may be added up
 */
record Footprint(long rssKb, long pssKb) {

    static final Footprint NONE = new Footprint(0, 0);

    static Footprint parsed(List<String> rollup) {
        return new Footprint(number(rollup, "Rss:"), number(rollup, "Pss:"));
    }

    Footprint plus(Footprint other) {
        return new Footprint(rssKb + other.rssKb, pssKb + other.pssKb);
    }

    private static long number(List<String> rollup, String field) {
        return rollup.stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + field + " in smaps_rollup"));
    }
}
