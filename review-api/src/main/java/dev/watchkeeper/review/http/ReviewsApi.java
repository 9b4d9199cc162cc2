package dev.watchkeeper.review.http;

import dev.watchkeeper.review.problem.Problem;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.review.security.SignedIn;
import dev.watchkeeper.review.verdict.AnswerResult;
import dev.watchkeeper.review.verdict.Given;
import dev.watchkeeper.review.verdict.GivenVerdict;
import dev.watchkeeper.review.verdict.UndoResult;
import dev.watchkeeper.review.verdict.Verdicts;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reviews and their answers. */
@RestController
@RequestMapping("/api/v1")
final class ReviewsApi {

    private final ReviewQueue queue;
    private final Verdicts verdicts;

    ReviewsApi(ReviewQueue queue, Verdicts verdicts) {
        this.queue = queue;
        this.verdicts = verdicts;
    }

    @GetMapping("/reviews")
    List<ReviewJson> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam(defaultValue = "100") int limit) {
        return queue
                .list(
                        Parameters.oneOf("state", state, Standing.class),
                        Parameters.oneOf("purpose", purpose, ReviewPurpose.class),
                        limit)
                .stream()
                .map(ReviewJson::of)
                .toList();
    }

    @GetMapping("/reviews/{reference}")
    ResponseEntity<ReviewJson> read(@PathVariable String reference) {
        QueuedReview review = review(reference);
        return ResponseEntity.ok().eTag(review.etag()).body(ReviewJson.of(review));
    }

    @PostMapping("/reviews/{reference}/verdict")
    ResponseEntity<VerdictJson> answer(
            @PathVariable String reference,
            @RequestHeader(value = "If-Match", required = false) @Nullable String version,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody VerdictRequest request,
            Principal who) {
        if (version == null || version.isBlank() || version.strip().equals("*")) {
            throw new Refused(
                    Problem.VERSION_REQUIRED, "If-Match must name the ETag of the review as it was shown to you");
        }
        QueuedReview shown = review(reference);
        AnswerResult result = verdicts.answer(
                reference,
                version.strip(),
                request.answerTo(shown.proposal()),
                new Given(who.getName(), request.held(), key));
        return result.visit(new AnswerResponse());
    }

    @GetMapping("/verdicts/{id}")
    VerdictJson verdict(@PathVariable String id) {
        return verdicts.find(id)
                .map(VerdictJson::of)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "no verdict " + id));
    }

    @PostMapping("/verdicts/{id}/undo")
    VerdictJson undo(@PathVariable String id, Authentication who) {
        boolean ofOthers = SignedIn.of(who).map(SignedIn::mayAdminister).orElse(false);
        return verdicts.undo(id, who.getName(), ofOthers).visit(new UndoResponse());
    }

    private QueuedReview review(String reference) {
        return queue.find(reference)
                .orElseThrow(() -> new Refused(
                        Problem.NOT_FOUND,
                        "no review " + reference + ": an incident's number or a review's id expected"));
    }

    private static final class AnswerResponse implements AnswerResult.Visitor<ResponseEntity<VerdictJson>> {

        @Override
        public ResponseEntity<VerdictJson> answered(AnswerResult.Answered result) {
            return response(result.verdict(), result.review());
        }

        @Override
        public ResponseEntity<VerdictJson> repeated(AnswerResult.Repeated result) {
            return response(result.verdict(), result.review());
        }

        @Override
        public ResponseEntity<VerdictJson> stale(AnswerResult.Stale result) {
            throw new Refused(
                    Problem.STALE_VERSION,
                    "it is now " + result.now().etag() + ", revision "
                            + result.now().revision() + ": read it again");
        }

        @Override
        public ResponseEntity<VerdictJson> closed(AnswerResult.Closed result) {
            QueuedReview now = result.now();
            throw new Refused(
                    Problem.REVIEW_CLOSED,
                    "review " + now.id() + " is " + now.standing()
                            + (now.verdictId() == null ? "" : ", verdict " + now.verdictId()));
        }

        @Override
        public ResponseEntity<VerdictJson> unknown(AnswerResult.Unknown result) {
            throw new Refused(Problem.NOT_FOUND, "no review " + result.reviewRef());
        }

        @Override
        public ResponseEntity<VerdictJson> keyReused(AnswerResult.KeyReused result) {
            throw new Refused(Problem.KEY_REUSED, "key " + result.key() + " belongs to another answer of yours");
        }

        private static ResponseEntity<VerdictJson> response(GivenVerdict verdict, QueuedReview review) {
            return ResponseEntity.ok().eTag(review.etag()).body(VerdictJson.of(verdict));
        }
    }

    private static final class UndoResponse implements UndoResult.Visitor<VerdictJson> {

        @Override
        public VerdictJson undone(UndoResult.Undone result) {
            return VerdictJson.of(result.verdict());
        }

        @Override
        public VerdictJson tooLate(UndoResult.TooLate result) {
            GivenVerdict verdict = result.verdict();
            throw new Refused(
                    Problem.TOO_LATE_TO_UNDO,
                    verdict.notApplied() != null
                            ? "it was not applied: " + verdict.notApplied()
                            : verdict.undoneAtMillis() != null
                                    ? "it was undone before"
                                    : "it left at " + verdict.dueAtMillis() + " (epoch milliseconds)");
        }

        @Override
        public VerdictJson notYours(UndoResult.NotYours result) {
            throw new Refused(
                    Problem.FORBIDDEN, result.verdict().reviewer() + " gave it: only they or an admin take it back");
        }

        @Override
        public VerdictJson unknown(UndoResult.Unknown result) {
            throw new Refused(Problem.NOT_FOUND, "no verdict " + result.verdictId());
        }
    }
}
