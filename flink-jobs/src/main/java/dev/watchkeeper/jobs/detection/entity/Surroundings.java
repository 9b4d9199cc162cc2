package dev.watchkeeper.jobs.detection.entity;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What feature vectors tell beside numbers: traces, versions, new log templates.
 *
 * @param vectors those of the last windows, ascending
 * @param versions versions that are known, and when each was first seen; empty before the first vector
 */
public record Surroundings(List<FeatureVector> vectors, Map<String, Long> versions) {

    private static final int MOST_VERSIONS = 8;
    private static final int MOST_VECTORS = 12;

    /** Nothing known yet. */
    public static Surroundings unknown() {
        return new Surroundings(List.of(), Map.of());
    }

    /** With a vector of the service; what is older than the horizon is left out. */
    public Surroundings with(FeatureVector vector, Thresholds thresholds) {
        List<FeatureVector> kept = new ArrayList<>();
        for (FeatureVector known : vectors) {
            long age = vector.getWindowEndMillis() - known.getWindowEndMillis();
            if (age < thresholds.horizonMillis() && age != 0) {
                kept.add(known);
            }
        }
        kept.add(vector);
        kept.sort((a, b) -> Long.compare(a.getWindowEndMillis(), b.getWindowEndMillis()));
        if (kept.size() > MOST_VECTORS) {
            kept = kept.subList(kept.size() - MOST_VECTORS, kept.size());
        }
        return new Surroundings(List.copyOf(kept), versionsWith(vector));
    }

    private Map<String, Long> versionsWith(FeatureVector vector) {
        if (versions.keySet().containsAll(vector.getVersions())) {
            return versions;
        }
        Map<String, Long> all = new HashMap<>(versions);
        // The first versions ever seen were there before: they were not deployed while we watched.
        long since = versions.isEmpty() ? 0 : vector.getWindowEndMillis();
        vector.getVersions().forEach(version -> all.putIfAbsent(version, since));
        while (all.size() > MOST_VERSIONS) {
            all.entrySet().stream().min(Map.Entry.comparingByValue()).ifPresent(oldest -> all.remove(oldest.getKey()));
        }
        return Map.copyOf(all);
    }

    /** The newest version and since when it is known; null where none is. */
    Map.@Nullable Entry<String, Long> newestVersion() {
        return new TreeMap<>(versions)
                .entrySet().stream().max(Map.Entry.comparingByValue()).orElse(null);
    }

    private List<FeatureVector> until(long untilMillis, long horizonMillis) {
        return vectors.stream()
                .filter(vector -> vector.getWindowEndMillis() <= untilMillis
                        && vector.getWindowEndMillis() > untilMillis - horizonMillis)
                .toList();
    }

    /** Sample traces, the newest window's first. */
    List<String> traceIds(long untilMillis, long horizonMillis) {
        List<FeatureVector> known = new ArrayList<>(until(untilMillis, horizonMillis));
        java.util.Collections.reverse(known);
        return known.stream()
                .flatMap(vector -> vector.getTraceIds().stream())
                .distinct()
                .limit(4)
                .toList();
    }

    /** Log templates first seen within the horizon, the worst first. */
    List<LogTemplate> newTemplates(long untilMillis, long horizonMillis) {
        return until(untilMillis, horizonMillis).stream()
                .flatMap(vector -> vector.getNewTemplates().stream())
                .sorted((a, b) -> a.getSeverity() != b.getSeverity()
                        ? Integer.compare(b.getSeverity(), a.getSeverity())
                        : Long.compare(b.getCount(), a.getCount()))
                .limit(4)
                .toList();
    }
}
