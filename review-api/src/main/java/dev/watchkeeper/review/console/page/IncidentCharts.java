package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.console.words.SeriesWords;
import dev.watchkeeper.review.evidence.IncidentHistory;
import dev.watchkeeper.review.evidence.LiveSeries;
import dev.watchkeeper.review.evidence.SeriesLine;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an incident's charts draw, all on one time axis; written as JSON.
 *
 * @param fromMillis left edge
 * @param toMillis right edge
 * @param onsetMillis where the trouble began
 * @param openedMillis when the incident was opened
 * @param closedMillis when it ended; null while open
 * @param charts one for each series
 */
public record IncidentCharts(
        long fromMillis,
        long toMillis,
        long onsetMillis,
        long openedMillis,
        @Nullable Long closedMillis,
        List<Chart> charts) {

    private static final long LEAD = 20 * 60_000;
    private static final long TAIL = 5 * 60_000;
    private static final long MOST = 3 * 3_600_000;

    /** One series; lists of equal length, null where a number is missing. */
    public record Chart(
            String key,
            String title,
            String entity,
            String unit,
            boolean cause,
            List<Long> timeMillis,
            List<@Nullable Float> value,
            List<@Nullable Float> expected,
            List<@Nullable Float> lower,
            List<@Nullable Float> upper) {}

    /** The charts as of now. */
    public static IncidentCharts of(Incident incident, LiveSeries live, long nowMillis) {
        Links.Range range = range(incident, nowMillis);
        List<Chart> charts = new ArrayList<>();
        for (IncidentSeries.Pick pick : IncidentSeries.of(incident, live)) {
            SeriesLine line = live.line(pick.series().key(), range.fromMillis(), range.toMillis());
            charts.add(new Chart(
                    pick.series().key(),
                    SeriesWords.text(
                            pick.series().metric(),
                            pick.series().statistic(),
                            pick.series().attributes()),
                    EntityWords.name(pick.series().entity()),
                    pick.series().unit(),
                    pick.cause(),
                    times(line.timeMillis()),
                    numbers(line.value()),
                    numbers(line.expected()),
                    numbers(line.lower()),
                    numbers(line.upper())));
        }
        return new IncidentCharts(
                range.fromMillis(),
                range.toMillis(),
                IncidentRows.onset(incident),
                incident.getOpenedAtMillis(),
                incident.getState() == IncidentState.OPEN ? null : Long.valueOf(IncidentHistory.end(incident)),
                charts);
    }

    /** From well before the onset to the end, or to now; no more than three hours. */
    static Links.Range range(Incident incident, long nowMillis) {
        boolean open = incident.getState() == IncidentState.OPEN;
        long to = open ? nowMillis : Math.min(nowMillis, IncidentHistory.end(incident) + TAIL);
        long from = Math.min(IncidentRows.onset(incident), incident.getOpenedAtMillis()) - LEAD;
        return new Links.Range(Math.max(from, to - MOST), to);
    }

    private static List<Long> times(long[] millis) {
        List<Long> times = new ArrayList<>(millis.length);
        for (long each : millis) {
            times.add(each);
        }
        return times;
    }

    private static List<@Nullable Float> numbers(float[] values) {
        List<@Nullable Float> numbers = new ArrayList<>(values.length);
        for (float each : values) {
            numbers.add(Float.isFinite(each) ? Float.valueOf(each) : null);
        }
        return numbers;
    }
}
