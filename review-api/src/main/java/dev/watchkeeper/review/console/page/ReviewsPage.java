package dev.watchkeeper.review.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person.
 *
 * @param rows waiting reviews, due first, and the selected one
 * @param question the selected review; null where none is
 * @param undo an answer that can still be taken back; null where there is none
 * @param notice what went wrong with the last try; empty where nothing did
 * @param mayAnswer whether the viewer may answer
 * @param draft what was written into a form that was not accepted; null where nothing was
 */
public record ReviewsPage(
        List<Row> rows,
        @Nullable Question question,
        @Nullable Undo undo,
        String notice,
        boolean mayAnswer,
        @Nullable Draft draft) {

    /**
     * What was written into a form that was not accepted: it must not be lost.
     *
     * @param modify whether the form was the one for changes; else the one for rejecting
     * @param tell whether somebody would be told
     * @param receiver who
     * @param payload what
     * @param reason why
     */
    public record Draft(boolean modify, boolean tell, String receiver, String payload, String reason) {}

    /** A review in the list. */
    public record Row(
            String href,
            String id,
            String name,
            String question,
            String whyAsked,
            boolean check,
            long dueAtMillis,
            boolean selected,
            String state) {}

    /**
     * One question.
     *
     * @param id the review's id
     * @param name as people say it: INC-7
     * @param etag of what is shown, and what an answer answers
     * @param question the question
     * @param check whether it was done already and only its rightness is asked
     * @param evidence three lines
     * @param whyAsked why a person is asked
     * @param openedAtMillis since when it waits
     * @param dueAtMillis until when
     * @param onApprove what approving does
     * @param onReject what rejecting does
     * @param onExpiry what happens without an answer
     * @param tell whether the receiver would be told
     * @param receiver who would be told
     * @param receivers who else could be
     * @param payload what they would be told
     * @param incident the incident's number and page
     * @param row the incident in two lines; null where it is not known here
     * @param causes names of the candidates, likeliest first, with their keys
     * @param state waits, held, answered, expired, withdrawn
     * @param answered the answer; null where it waits
     */
    public record Question(
            String id,
            String name,
            String etag,
            String question,
            boolean check,
            List<String> evidence,
            String whyAsked,
            long openedAtMillis,
            long dueAtMillis,
            String onApprove,
            String onReject,
            String onExpiry,
            boolean tell,
            String receiver,
            List<String> receivers,
            String payload,
            IncidentPage.Reference incident,
            @Nullable IncidentRow row,
            List<Candidate> causes,
            State state,
            @Nullable Given answered) {

        /** Whether it can be answered. */
        public boolean waits() {
            return state == State.WAITS;
        }
    }

    /** A candidate for the cause: the entity's key and name. */
    public record Candidate(String key, String name) {}

    /** An answer that was given; notApplied says why nothing came of it, empty where it counts. */
    public record Given(String words, String reviewer, String reason, long atMillis, String notApplied) {}

    /** An answer that can still be taken back: its verdict's id. */
    public record Undo(String verdictId, String words, long untilMillis) {}

    /** Where a review stands. */
    public enum State {
        /** For an answer. */
        WAITS("waits for an answer"),
        /** Answered, and can be undone. */
        HELD("answered, can be undone"),
        /** Answered for good. */
        ANSWERED("answered"),
        /** Nobody answered in time. */
        EXPIRED("expired without an answer"),
        /** The router took it back. */
        WITHDRAWN("withdrawn");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** As people read it. */
        public String words() {
            return words;
        }
    }
}
