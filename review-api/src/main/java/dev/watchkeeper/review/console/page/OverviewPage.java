package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.LiveModel;
import dev.watchkeeper.review.evidence.Refusals;
import dev.watchkeeper.review.evidence.Unscored;
import dev.watchkeeper.schemas.record.Incident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is going on.
 *
 * @param open open incidents, greatest impact first
 * @param closed the last ones that are over
 * @param scored how many series are scored
 * @param entities how many entities are scored
 * @param map who calls whom; null where nothing was seen yet
 * @param timeline what happened
 * @param foot what is not judged, refused, and by which models the rest is judged
 */
public record OverviewPage(
        List<IncidentRow> open,
        List<IncidentRow> closed,
        int scored,
        int entities,
        @Nullable ServiceMap map,
        Timeline timeline,
        Foot foot) {

    private static final int MAX_CLOSED = 4;
    private static final int MAX_OPEN = 50;
    private static final long DAY = 86_400_000;

    /** A reason and how often. */
    public record Tally(String reason, long count) {}

    /** The foot of the page. */
    public record Foot(
            long unscored,
            List<Tally> unscoredReasons,
            long late,
            List<Tally> lateReasons,
            long refused,
            List<Tally> refusedReasons,
            List<LiveModel> models) {}

    /** The page as of now; the timeline is so many hours long. */
    public static OverviewPage of(
            Evidence evidence, List<Annotation> annotations, Numbering numbering, int hours, long nowMillis) {
        List<Incident> open =
                evidence.incidents().open().stream().limit(MAX_OPEN).toList();
        List<Incident> closed = evidence.incidents().closed(nowMillis - DAY).stream()
                .limit(MAX_CLOSED)
                .toList();
        return new OverviewPage(
                IncidentRows.of(open, evidence, numbering, nowMillis),
                IncidentRows.of(closed, evidence, numbering, nowMillis),
                evidence.series().scoredSeries(),
                evidence.series().scoredEntities(),
                ServiceMap.of(evidence).orElse(null),
                Timeline.of(evidence, annotations, numbering, hours, nowMillis),
                foot(evidence));
    }

    private static Foot foot(Evidence evidence) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        List<Unscored> unscored = evidence.series().unscored();
        unscored.forEach(each -> reasons.merge(Clamp.text(each.reason(), 60), 1L, Long::sum));
        List<Refusals.Reason> late = evidence.refusals().late();
        List<Refusals.Reason> refused = evidence.refusals().refused();
        return new Foot(
                unscored.size(),
                top(reasons),
                late.stream().mapToLong(Refusals.Reason::count).sum(),
                tally(late),
                refused.stream().mapToLong(Refusals.Reason::count).sum(),
                tally(refused),
                evidence.series().models().stream().limit(6).toList());
    }

    private static List<Tally> top(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .map(each -> new Tally(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Tally> tally(List<Refusals.Reason> reasons) {
        Map<String, Long> sums = new LinkedHashMap<>();
        reasons.forEach(each -> sums.merge(Clamp.text(each.reason(), 60), each.count(), Long::sum));
        return top(sums);
    }
}
