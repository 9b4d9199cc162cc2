package dev.watchkeeper.review.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.review.verdict.Answer;
import dev.watchkeeper.review.verdict.InvalidAnswer;
import dev.watchkeeper.schemas.record.Label;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer.
 *
 * @param answer approve, reject or modify
 * @param reason why; required to reject
 * @param label what it says about the detection; default: an anomaly exactly if somebody is to be told
 * @param cause the true first cause, where it is another
 * @param notifies modify only: whether to tell; default: as shown
 * @param receiver modify only: whom; default: as shown
 * @param payload modify only: what, JSON as a string (kept byte for byte) or as an object; default: as shown
 * @param undoable whether it is held for ten seconds; default false
 */
record VerdictRequest(
        @Nullable String answer,
        @Nullable String reason,
        @Nullable String label,
        @Nullable String cause,
        @JsonProperty("notify") @Nullable Boolean notifies,
        @Nullable String receiver,
        @Nullable JsonNode payload,
        @Nullable Boolean undoable) {

    /** The answer to what was shown. */
    Answer answerTo(Proposal shown) {
        if (answer == null) {
            throw new InvalidAnswer("answer", "is required: approve, reject or modify");
        }
        return switch (answer.toLowerCase(Locale.ROOT)) {
            case "approve" -> {
                nothingModified("approve");
                yield new Answer.Approve(reason, namedLabel(), cause);
            }
            case "reject" -> {
                nothingModified("reject");
                yield new Answer.Reject(reason == null ? "" : reason, namedLabel(), cause);
            }
            case "modify" -> new Answer.Modify(instead(shown), reason, namedLabel(), cause);
            default -> throw new InvalidAnswer("answer", "must be approve, reject or modify, found " + answer);
        };
    }

    boolean held() {
        return Boolean.TRUE.equals(undoable);
    }

    private void nothingModified(String what) {
        if (notifies != null || receiver != null || payload != null) {
            throw new InvalidAnswer(
                    "answer", what + " takes what is shown; notify, receiver and payload belong to modify");
        }
    }

    private Proposal instead(Proposal shown) {
        if (notifies == null && receiver == null && payload == null) {
            throw new InvalidAnswer("answer", "modify needs notify, receiver or payload");
        }
        return new Proposal(
                notifies == null ? shown.notifies() : notifies,
                receiver == null ? shown.receiver() : receiver,
                payload == null ? shown.payload() : payload.isTextual() ? payload.textValue() : payload.toString());
    }

    private @Nullable Label namedLabel() {
        if (label == null || label.isBlank()) {
            return null;
        }
        try {
            return Label.valueOf(label.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidAnswer(
                    "label", "must be ANOMALY, ANOMALY_EXPECTED, NOT_ANOMALY or ANOMALY_NEW_TREND, found " + label);
        }
    }
}
