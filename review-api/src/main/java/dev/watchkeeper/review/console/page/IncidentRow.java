package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.chart.Sparkline;
import org.jspecify.annotations.Nullable;

/**
 * An incident in two lines.
 *
 * @param href its page
 * @param number as people say it: INC-7
 * @param tone its colour
 * @param state open, closed, merged
 * @param sentence what is wrong
 * @param openedAtMillis since when
 * @param closedAtMillis until when; null while open
 * @param impact failed requests a second, in words; empty where none
 * @param cause name of the first cause; empty where none was found
 * @param decision what came of it, in words; empty where nothing did yet
 * @param spark the strongest series; null where its points are not known
 * @param sparkWords what the spark shows
 */
public record IncidentRow(
        String href,
        String number,
        Tone tone,
        String state,
        String sentence,
        long openedAtMillis,
        @Nullable Long closedAtMillis,
        String impact,
        String cause,
        String decision,
        @Nullable Sparkline spark,
        String sparkWords) {}
