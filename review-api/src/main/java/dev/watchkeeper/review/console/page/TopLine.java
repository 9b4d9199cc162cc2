package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.words.Age;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.Quantity;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.IncidentHistory;
import dev.watchkeeper.review.evidence.Progress;
import dev.watchkeeper.schemas.record.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one sentence at the top of every page. A blind platform comes before everything, then what waits for the
 * reader, then what is wrong, then the quiet.
 *
 * @param tone its colour
 * @param sentence what to know first; changes only when the state does, so that it can be read out
 * @param href where to go from it, or null
 * @param more what else, or empty
 * @param sinceMillis from when on it is so, or null
 * @param scored how many series are scored
 * @param scoredAtMillis event time of the newest score, or null where there is none
 */
public record TopLine(
        Tone tone,
        String sentence,
        @Nullable String href,
        String more,
        @Nullable Long sinceMillis,
        int scored,
        @Nullable Long scoredAtMillis) {

    /** The synthetic entity is late when its newest score is older than this. */
    public static final long BLIND_AFTER_MILLIS = 60_000;

    /** The sentence as of now. */
    public static TopLine of(Evidence evidence, Waiting waiting, long nowMillis) {
        return new Composer(evidence, waiting, nowMillis).compose();
    }

    private record Composer(Evidence evidence, Waiting waiting, long now) {

        TopLine compose() {
            long heartbeat = evidence.series().heartbeatMillis();
            Progress progress = evidence.progress();
            if (!progress.problem().isEmpty()) {
                return line(Tone.BAD, "The console cannot read: " + progress.problem(), null, otherwise(), null);
            }
            if (!progress.caughtUp()) {
                long percent = Math.round(progress.fraction() * 100);
                return line(Tone.DIM, "Reading what happened so far: " + percent + "\u00a0%", null, "", null);
            }
            if (heartbeat == 0) {
                return line(
                        Tone.BAD, "No heartbeat has come through yet, so nothing is watched", null, otherwise(), null);
            }
            if (now - heartbeat > BLIND_AFTER_MILLIS) {
                return line(Tone.BAD, "The platform is blind", null, otherwise(), heartbeat);
            }
            List<Incident> open = evidence.incidents().open();
            Waiting.Next next = waiting.next();
            if (waiting.count() > 0 && next != null) {
                String reviews = Quantity.count(waiting.count(), "review waits", "reviews wait")
                        + (waiting.forViewer() ? " for you" : " for a reviewer");
                String more = Clamp.text(next.question(), 100)
                        + (open.isEmpty()
                                ? ""
                                : " · " + Quantity.count(open.size(), "incident", "incidents") + " open");
                return line(Tone.ASK, reviews, next.href(), more, null);
            }
            if (!open.isEmpty()) {
                String incidents = Quantity.count(open.size(), "incident is", "incidents are") + " open";
                Incident worst = open.get(0);
                return line(
                        Tone.ODD,
                        incidents,
                        "/incidents/" + worst.getId(),
                        Clamp.text(worst.getSentence(), 120),
                        worst.getOpenedAtMillis());
            }
            if (evidence.series().scoredSeries() == 0) {
                return line(Tone.DIM, "The platform is alive, and no series is scored yet", null, "", null);
            }
            return quiet();
        }

        private TopLine quiet() {
            List<Incident> closed = evidence.incidents().closed(0);
            if (closed.isEmpty()) {
                return line(Tone.CALM, "Quiet: no incident on record", null, "", null);
            }
            long since = IncidentHistory.end(closed.get(0));
            return line(Tone.CALM, "Quiet", null, "for " + Age.text(now - since), since);
        }

        /** What is still worth saying while the platform is blind. */
        private String otherwise() {
            int open = evidence.incidents().open().size();
            String reviews =
                    waiting.count() == 0 ? "" : Quantity.count(waiting.count(), "review waits", "reviews wait");
            String incidents = open == 0 ? "" : Quantity.count(open, "incident", "incidents") + " open before that";
            return reviews.isEmpty() || incidents.isEmpty() ? reviews + incidents : reviews + " · " + incidents;
        }

        private TopLine line(
                Tone tone, String sentence, @Nullable String href, String more, @Nullable Long sinceMillis) {
            long newest = evidence.series().newestMillis();
            return new TopLine(
                    tone,
                    sentence,
                    href,
                    more,
                    sinceMillis,
                    evidence.series().scoredSeries(),
                    newest == 0 ? null : newest);
        }
    }
}
