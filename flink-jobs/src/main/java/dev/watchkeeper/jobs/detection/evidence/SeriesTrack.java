package dev.watchkeeper.jobs.detection.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The newest points of one series, as far back as evidence is gathered. Immutable.
 *
 * @param points ascending in time, one for each time
 */
public record SeriesTrack(SeriesIdentity series, List<JudgedPoint> points) {

    /** A track with its first point. */
    public static SeriesTrack of(SeriesIdentity series, JudgedPoint first) {
        return new SeriesTrack(series, List.of(first));
    }

    /** With one point more; what is older than the horizon, counted from the point, is left out. */
    public SeriesTrack with(JudgedPoint point, long horizonMillis) {
        List<JudgedPoint> kept = new ArrayList<>(points.size() + 1);
        long from = Math.max(point.timeMillis(), newestMillis()) - horizonMillis;
        for (JudgedPoint old : points) {
            if (old.timeMillis() > from && old.timeMillis() != point.timeMillis()) {
                kept.add(old);
            }
        }
        kept.add(point);
        kept.sort(Comparator.comparingLong(JudgedPoint::timeMillis));
        return new SeriesTrack(series, List.copyOf(kept));
    }

    /** Points in {@code (from, until]}, ascending. */
    public List<JudgedPoint> between(long fromMillis, long untilMillis) {
        return points.stream()
                .filter(point -> point.timeMillis() > fromMillis && point.timeMillis() <= untilMillis)
                .toList();
    }

    /** Time of its newest point. */
    public long newestMillis() {
        return points.get(points.size() - 1).timeMillis();
    }
}
