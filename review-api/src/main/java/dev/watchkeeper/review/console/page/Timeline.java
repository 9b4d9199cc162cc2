package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.chart.TimeAxis;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.IncidentHistory;
import dev.watchkeeper.review.evidence.Sighting;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Incidents, faults and deployments on one time axis.
 *
 * @param hours how long it is
 * @param ticks round times
 * @param lanes what happened, by kind
 */
public record Timeline(int hours, List<TimeAxis.Tick> ticks, List<Lane> lanes) {

    /** Lengths that can be asked for, in hours. */
    public static final List<Integer> LENGTHS = List.of(1, 3, 12, 24);

    /** Events of one kind; so many rows of non-overlapping ones. */
    public record Lane(String label, int rows, List<Mark> marks) {}

    /**
     * One event.
     *
     * @param row of its lane, from 0
     * @param x left edge in per cent
     * @param width in per cent; empty for a moment
     * @param fromEnd whether its label runs leftwards, being close to the right edge
     * @param label in a word
     * @param title all of it
     * @param tone its colour
     * @param href where it leads, or null
     * @param fromMillis when it began
     * @param toMillis when it ended; null for a moment or where it lasts
     */
    public record Mark(
            int row,
            String x,
            String width,
            boolean fromEnd,
            String label,
            String title,
            Tone tone,
            @Nullable String href,
            long fromMillis,
            @Nullable Long toMillis) {}

    /** What a label takes of a wide page; narrow ones list the events instead. */
    private static final double LETTER_SHARE = 6.5 / 1100;

    private static final int MAX_ROWS = 4;

    /** The last hours. */
    static Timeline of(
            Evidence evidence, List<Annotation> annotations, Numbering numbering, int hours, long nowMillis) {
        TimeAxis axis = new TimeAxis(nowMillis - hours * 3_600_000L, nowMillis);
        Rows incidents = new Rows(axis);
        for (Incident incident : evidence.incidents().all()) {
            if (incident.getState() == IncidentState.MERGED) {
                continue;
            }
            boolean open = incident.getState() == IncidentState.OPEN;
            long end = open ? nowMillis : IncidentHistory.end(incident);
            incidents.add(
                    incident.getOpenedAtMillis(),
                    end,
                    false,
                    numbering.name(incident.getId()),
                    Clamp.text(incident.getSentence(), 160),
                    open ? IncidentRows.tone(incident) : Tone.DIM,
                    numbering.href(incident.getId()));
        }
        Rows faults = new Rows(axis);
        Rows deployments = new Rows(axis);
        for (Annotation annotation : annotations) {
            boolean fault = annotation.kind().equalsIgnoreCase("fault");
            @Nullable Long to = annotation.toMillis();
            long end = to != null ? to : annotation.lasting() ? nowMillis : annotation.fromMillis();
            (fault ? faults : deployments)
                    .add(
                            annotation.fromMillis(),
                            end,
                            !fault && end == annotation.fromMillis(),
                            Clamp.text(annotation.text(), 24),
                            Clamp.text(annotation.text(), 160),
                            fault ? Tone.ODD : Tone.CALM,
                            null);
        }
        for (Sighting.Version seen : evidence.entities().deployments(axis.fromMillis())) {
            String name = EntityWords.name(seen.entity());
            deployments.add(
                    seen.timeMillis(),
                    seen.timeMillis(),
                    true,
                    Clamp.text(name + " " + seen.version(), 24),
                    name + ": version " + Clamp.text(seen.version(), 40) + " after "
                            + String.join(", ", Clamp.all(seen.before(), 3, 40)),
                    Tone.CALM,
                    null);
        }
        return new Timeline(
                hours,
                axis.ticks(8),
                List.of(incidents.lane("Incidents"), faults.lane("Faults"), deployments.lane("Deployments")));
    }

    /** Puts events of one kind into as few rows as their labels allow. */
    private static final class Rows {
        private final TimeAxis axis;
        private final List<Mark> marks = new ArrayList<>();
        private final List<List<double[]>> taken = new ArrayList<>();

        Rows(TimeAxis axis) {
            this.axis = axis;
        }

        void add(long from, long to, boolean moment, String label, String title, Tone tone, @Nullable String href) {
            if (!axis.shows(from, to)) {
                return;
            }
            double letters = (label.length() + 3) * LETTER_SHARE;
            boolean fromEnd = axis.fraction(from) > 1 - letters;
            double left = axis.fraction(from) - (fromEnd ? letters : 0);
            double right = Math.max(axis.fraction(to), axis.fraction(from) + (fromEnd ? 0.01 : letters));
            int row = 0;
            while (row < taken.size() && overlaps(taken.get(row), left, right)) {
                row++;
            }
            row = Math.min(row, MAX_ROWS - 1);
            while (taken.size() <= row) {
                taken.add(new ArrayList<>());
            }
            taken.get(row).add(new double[] {left, right});
            marks.add(new Mark(
                    row,
                    axis.x(from),
                    moment ? "" : axis.width(from, to),
                    fromEnd,
                    label,
                    title,
                    tone,
                    href,
                    from,
                    to == from ? null : Long.valueOf(to)));
        }

        private static boolean overlaps(List<double[]> row, double left, double right) {
            return row.stream().anyMatch(other -> left < other[1] && right > other[0]);
        }

        Lane lane(String label) {
            return new Lane(label, Math.max(1, taken.size()), List.copyOf(marks));
        }
    }
}
