package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.chart.Sparkline;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.console.words.Quantity;
import dev.watchkeeper.review.console.words.SeriesWords;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.IncidentHistory;
import dev.watchkeeper.review.evidence.Series;
import dev.watchkeeper.review.evidence.SeriesLine;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes two-line incidents. */
final class IncidentRows {

    private static final long SPARK_MILLIS = 30 * 60_000;

    private IncidentRows() {}

    static List<IncidentRow> of(List<Incident> incidents, Evidence evidence, Numbering numbering, long nowMillis) {
        return incidents.stream()
                .map(incident -> of(incident, evidence, numbering, nowMillis))
                .toList();
    }

    static IncidentRow of(Incident incident, Evidence evidence, Numbering numbering, long nowMillis) {
        boolean open = incident.getState() == IncidentState.OPEN;
        @Nullable Entity cause = IncidentSeries.cause(incident);
        Optional<Decision> decision =
                evidence.decisions().about(incident.getId()).stream().findFirst();
        Optional<Series> series = IncidentSeries.best(incident, evidence.series());
        return new IncidentRow(
                numbering.href(incident.getId()),
                numbering.name(incident.getId()),
                tone(incident),
                incident.getState().name().toLowerCase(Locale.ROOT),
                Clamp.text(incident.getSentence(), 240),
                incident.getOpenedAtMillis(),
                open ? null : Long.valueOf(IncidentHistory.end(incident)),
                impact(incident),
                // Where the sentence begins with its name, nothing is gained by saying it again.
                cause == null || incident.getSentence().startsWith(cause.getName()) ? "" : EntityWords.name(cause),
                decision.map(DecisionWords::brief).orElse(""),
                series.map(found -> spark(found, incident, evidence, nowMillis)).orElse(null),
                series.map(found -> EntityWords.name(found.entity()) + ": "
                                + SeriesWords.text(found.metric(), found.statistic(), found.attributes()))
                        .orElse(""));
    }

    static Tone tone(Incident incident) {
        if (incident.getState() != IncidentState.OPEN) {
            return Tone.DIM;
        }
        return incident.getFailedRequestsPerSecond() > 0 ? Tone.BAD : Tone.ODD;
    }

    /** Failed requests a second in words; empty where none fails. */
    static String impact(Incident incident) {
        double failed = incident.getFailedRequestsPerSecond();
        return failed > 0 ? Quantity.number(failed) + "\u00a0failed requests/s" : "";
    }

    private static @Nullable Sparkline spark(Series series, Incident incident, Evidence evidence, long nowMillis) {
        boolean open = incident.getState() == IncidentState.OPEN;
        long to = open ? nowMillis : Math.min(nowMillis, IncidentHistory.end(incident) + SPARK_MILLIS / 6);
        long from = Math.min(to - SPARK_MILLIS, onset(incident) - SPARK_MILLIS / 3);
        SeriesLine line = evidence.series().line(series.key(), from, to);
        return Sparkline.of(
                new Sparkline.Points(line.timeMillis(), line.value(), line.lower(), line.upper(), line.alerting()),
                from,
                to,
                onset(incident));
    }

    /** Event time of the first cause's first odd window; the incident's opening where no cause was found. */
    static long onset(Incident incident) {
        return incident.getCauses().isEmpty()
                ? incident.getOpenedAtMillis()
                : incident.getCauses().get(0).getOnsetMillis();
    }
}
