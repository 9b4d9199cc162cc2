package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.jobs.detection.evidence.Words;
import dev.watchkeeper.schemas.entity.EntityKeys;
import java.util.List;

/** Why the first cause and not the runner-up, in a sentence. */
final class WhyFirst {

    private static final long NOTICEABLE_MILLIS = 10_000;

    private WhyFirst() {}

    static String of(List<RankedCause> ranked) {
        RankedCause first = ranked.get(0);
        String name = first.entity().getName();
        if (ranked.size() == 1) {
            return "Only " + name + " is odd: " + first.sentence();
        }
        RankedCause second = ranked.get(1);
        String other = second.entity().getName();
        for (RankedCause.Blame blame : second.passedOn()) {
            if (EntityKeys.key(blame.callee()).equals(first.key())) {
                return other + " suffers from " + name + ": " + blame.evidence().sentence() + ", while " + own(first);
            }
        }
        for (RankedCause.Blame blame : first.passedOn()) {
            if (EntityKeys.key(blame.callee()).equals(second.key())) {
                return name + " shows it itself (" + first.sentence() + "), more than " + other + " explains ("
                        + blame.evidence().sentence() + ")";
            }
        }
        if (second.own().isEmpty() || onlyTraffic(second)) {
            return other + " only gets other traffic; " + own(first);
        }
        long earlier = second.onsetMillis() - first.onsetMillis();
        String time = earlier >= NOTICEABLE_MILLIS ? ", " + Words.seconds(earlier / 1e3) + " earlier" : "";
        return name + " is the stronger" + time + ": " + first.sentence() + "; " + other + ": " + second.sentence();
    }

    private static String own(RankedCause first) {
        String name = first.entity().getName();
        if (first.absent()) {
            return name + " is silent: " + first.sentence();
        }
        return first.own().isEmpty()
                ? name + " shows nothing of its own against it"
                : name + " shows it itself: " + first.sentence();
    }

    private static boolean onlyTraffic(RankedCause cause) {
        return cause.own().stream().map(Evidence::kind).allMatch(kind -> kind == EvidenceKind.TRAFFIC);
    }
}
