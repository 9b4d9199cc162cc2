package dev.watchkeeper.review.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident: what is wrong, why we hold it to be so, what is proposed.
 *
 * @param id its id
 * @param row its number, sentence, state, age, impact
 * @param dataAtMillis event time of its newest revision
 * @param mergedInto the incident that it became part of; null where none
 * @param review the review that asks about it; null where none is known
 * @param cause the first cause; null where none was found
 * @param whyFirst why the first and not the runner-up; empty where nothing was said
 * @param runnersUp the other candidates, likeliest first
 * @param onsetMillis where the trouble began
 * @param charts the series that show it, on one time axis
 * @param alerts who is odd and what makes it so
 * @param proposal what was decided; null while nothing was
 * @param traces sample traces
 * @param logs log lines that were not there before
 * @param links ways out into other tools
 * @param decisions the decision records, newest first
 * @param models who judged
 */
public record IncidentPage(
        String id,
        IncidentRow row,
        long dataAtMillis,
        @Nullable Reference mergedInto,
        @Nullable Asked review,
        @Nullable CauseView cause,
        String whyFirst,
        List<CauseView> runnersUp,
        long onsetMillis,
        List<ChartView> charts,
        List<AlertView> alerts,
        @Nullable Proposal proposal,
        List<TraceView> traces,
        List<LogView> logs,
        List<Links.Out> links,
        List<DecisionRecord> decisions,
        List<String> models) {

    /** Another thing with a page. */
    public record Reference(String label, String href) {}

    /**
     * The review that asks.
     *
     * @param href its page
     * @param question what it asks
     * @param dueAtMillis until when
     * @param waits whether it still waits for an answer
     */
    public record Asked(String href, String question, long dueAtMillis, boolean waits) {}

    /** A candidate for the cause. */
    public record CauseView(
            String name, String full, String sentence, String score, long onsetMillis, List<EvidenceView> evidence) {}

    /** One thing that speaks for a candidate. */
    public record EvidenceView(
            String kind, String sentence, @Nullable Long sinceMillis) {}

    /**
     * A chart; its points come as JSON.
     *
     * @param key of its series
     * @param title what it shows
     * @param entity whose
     * @param cause whether it is the first cause's
     * @param words the same in words: last value and band
     */
    public record ChartView(String key, String title, String entity, boolean cause, String words) {}

    /** An odd entity. */
    public record AlertView(
            String name,
            boolean cause,
            boolean absent,
            long openedAtMillis,
            @Nullable Long closedAtMillis,
            String model,
            String margin,
            List<ContributionView> contributions,
            String rest) {}

    /**
     * One feature's share in the score.
     *
     * @param sentence in words with numbers
     * @param share with its sign
     * @param percent width of its bar, 0 to 100, against the largest
     * @param against whether it speaks against oddness
     */
    public record ContributionView(String sentence, String share, int percent, boolean against) {}

    /** What is or was proposed, and what follows. */
    public record Proposal(
            Tone tone,
            String state,
            String choice,
            String why,
            String certainty,
            String rule,
            String receiver,
            String payload,
            String onApprove,
            String onReject,
            String onExpiry,
            @Nullable Long dueAtMillis,
            String outcome) {}

    /** A sample trace; href null where no tool is configured. */
    public record TraceView(String id, @Nullable String href) {}

    /** A new kind of log line. */
    public record LogView(String severity, Tone tone, String template, String sample, long count, long sinceMillis) {}

    /** All that is on record of a decision. */
    public record DecisionRecord(
            String id, List<Field> fields, List<Step> steps, String payload, List<String> inputs) {}

    /** A named value. */
    public record Field(String label, String value) {}

    /** One revision of a decision. */
    public record Step(long atMillis, String state, String outcome, long logIndex) {}
}
