package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.evidence.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How likely a reviewer would call an incident real, before any verdict is known: a stated prior, monotone in the
 * strength of the first cause's evidence, in the number of independent groups and in time.
 *
 * <pre>
 * u = max over evidence of min(1, weight of its kind) · effect · (1 − e^(−strength/6))
 *                                                                how clear, and how much it matters
 * x = 4·u + ¼·(groups − 1) + .3·min(1, seconds since onset / 60)
 * certainty = .5 + .47·(1 − e^(−x))                               .5 nearly nothing … .97 unmistakable
 * </pre>
 *
 * Groups are the contribution groups of the evidence, its callers' view being one more.
 */
final class Certainty {

    private static final double LEAST = 0.5;
    private static final double RANGE = 0.47;

    private Certainty() {}

    static double of(RankedCause cause, long nowMillis) {
        Set<String> groups = new HashSet<>();
        double clear = 0;
        for (Evidence evidence : cause.own()) {
            clear = Math.max(clear, clarity(evidence));
            groups.add(evidence.kind().group());
        }
        List<RankedCause.Blame> blamed = cause.blamed();
        for (RankedCause.Blame blame : blamed) {
            clear = Math.max(clear, clarity(blame.evidence()));
            groups.add("callers");
        }
        double seconds = Math.max(0, nowMillis - cause.onsetMillis()) / 1e3;
        double x = 4 * clear + 0.25 * Math.max(0, groups.size() - 1) + 0.3 * Math.min(1, seconds / 60);
        return LEAST + RANGE * (1 - Math.exp(-x));
    }

    private static double clarity(Evidence evidence) {
        return Math.min(1, evidence.kind().weight()) * evidence.effect() * (1 - Math.exp(-evidence.strength() / 6));
    }
}
