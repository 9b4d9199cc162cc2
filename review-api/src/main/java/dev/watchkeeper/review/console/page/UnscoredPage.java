package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.console.words.SeriesWords;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.Refusals;
import dev.watchkeeper.review.evidence.Series;
import dev.watchkeeper.review.evidence.Unscored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What arrives and is not judged, why, and what was refused.
 *
 * @param scored how many series are scored, for comparison
 * @param groups unscored things by reason, largest group first
 * @param late what came too late
 * @param refused what could not be used
 */
public record UnscoredPage(int scored, List<Group> groups, List<Refusal> late, List<Refusal> refused) {

    private static final int MAX_ROWS = 200;

    /** All that is not scored for one reason; rows are the first of them. */
    public record Group(String reason, int count, List<Row> rows) {}

    /** One that is not scored. */
    public record Row(String entity, String what, String key, long sinceMillis, long lastMillis) {}

    /** One reason for which records were refused. */
    public record Refusal(
            String reason, String where, String fault, long count, long lastMillis, String detail, String source) {}

    /**
     * The page as of now.
     *
     * @param examples whether to show the newest example of each refusal: rejected records name no tenant, so what a
     *     sender wrote may be another tenant's and is for admins only; counts are for all
     */
    public static UnscoredPage of(Evidence evidence, boolean examples) {
        Map<String, List<Unscored>> byReason = new LinkedHashMap<>();
        evidence.series()
                .unscored()
                .forEach(each -> byReason.computeIfAbsent(each.reason(), r -> new ArrayList<>())
                        .add(each));
        List<Group> groups = byReason.entrySet().stream()
                .map(each -> new Group(
                        Clamp.text(each.getKey(), 200),
                        each.getValue().size(),
                        each.getValue().stream()
                                .limit(MAX_ROWS)
                                .map(UnscoredPage::row)
                                .toList()))
                .sorted((a, b) -> Integer.compare(b.count(), a.count()))
                .toList();
        return new UnscoredPage(
                evidence.series().scoredSeries(),
                groups,
                refusals(evidence.refusals().late(), examples),
                refusals(evidence.refusals().refused(), examples));
    }

    private static Row row(Unscored unscored) {
        @Nullable Series series = unscored.series();
        return new Row(
                EntityWords.name(unscored.entity()),
                series == null
                        ? "the " + EntityWords.kind(unscored.entity()) + " itself"
                        : SeriesWords.text(series.metric(), series.statistic(), series.attributes()),
                series == null ? EntityWords.full(unscored.entity()) : Clamp.text(series.key(), 200),
                unscored.sinceMillis(),
                unscored.lastMillis());
    }

    private static List<Refusal> refusals(List<Refusals.Reason> reasons, boolean examples) {
        return reasons.stream()
                .map(each -> new Refusal(
                        Clamp.text(each.reason(), 60),
                        Clamp.text(each.where(), 80),
                        switch (each.fault()) {
                            case SENDER -> "the sender's";
                            case PLATFORM -> "the platform's";
                            case UNKNOWN -> "unknown";
                        },
                        each.count(),
                        each.lastMillis(),
                        examples ? Clamp.text(each.detail(), 300) : "for admins only",
                        examples ? Clamp.text(each.source(), 120) : ""))
                .toList();
    }
}
