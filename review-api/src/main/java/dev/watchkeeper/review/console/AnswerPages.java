package dev.watchkeeper.review.console;

import dev.watchkeeper.review.console.page.Frame;
import dev.watchkeeper.review.console.page.Numbering;
import dev.watchkeeper.review.console.page.ReviewFacts;
import dev.watchkeeper.review.console.page.ReviewPages;
import dev.watchkeeper.review.console.page.ReviewsPage;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.http.Pages;
import dev.watchkeeper.review.queue.IncidentNumbers;
import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.review.security.SignedIn;
import dev.watchkeeper.review.verdict.Answer;
import dev.watchkeeper.review.verdict.AnswerResult;
import dev.watchkeeper.review.verdict.Given;
import dev.watchkeeper.review.verdict.GivenVerdict;
import dev.watchkeeper.review.verdict.InvalidAnswer;
import dev.watchkeeper.review.verdict.UndoResult;
import dev.watchkeeper.review.verdict.Verdicts;
import dev.watchkeeper.schemas.record.Label;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reviews and their answers. An answer from here is held for ten seconds, in which it can be undone. */
@Controller
final class AnswerPages {

    private static final int RECENT = 50;

    private final Html html;
    private final Frames frames;
    private final Pages pages;
    private final ReviewQueue queue;
    private final Verdicts verdicts;
    private final ReviewPages reviews;
    private final Clock clock;

    AnswerPages(
            Html html,
            Frames frames,
            Pages pages,
            Evidence evidence,
            IncidentNumbers numbers,
            ReviewQueue queue,
            Verdicts verdicts,
            Clock clock) {
        Numbering numbering = id -> numbers.number(id).orElse(0);
        this.html = html;
        this.frames = frames;
        this.pages = pages;
        this.queue = queue;
        this.verdicts = verdicts;
        this.reviews = new ReviewPages(evidence, numbering);
        this.clock = clock;
    }

    @GetMapping(path = "/reviews", produces = Html.TYPE)
    ResponseEntity<String> first(HttpServletRequest request) {
        List<QueuedReview> waiting = queue.waiting();
        return show(request, HttpStatus.OK, waiting.isEmpty() ? null : waiting.get(0), "");
    }

    @GetMapping(path = "/reviews/{reference}", produces = Html.TYPE)
    ResponseEntity<String> one(HttpServletRequest request, @PathVariable("reference") String reference) {
        Optional<QueuedReview> found = queue.find(reference);
        return found.isPresent()
                ? show(request, HttpStatus.OK, found.get(), "")
                : missing(request, "No review is known by this number or id.");
    }

    @PostMapping(path = "/reviews/{id}/approve", produces = Html.TYPE)
    ResponseEntity<String> approve(
            HttpServletRequest request, @PathVariable("id") String id, @RequestParam("etag") String etag) {
        return answer(request, id, etag, Answer.Approve::new, null);
    }

    @PostMapping(path = "/reviews/{id}/reject", produces = Html.TYPE)
    ResponseEntity<String> reject(
            HttpServletRequest request,
            @PathVariable("id") String id,
            @RequestParam("etag") String etag,
            @RequestParam(name = "reason", defaultValue = "") String reason,
            @RequestParam(name = "label", defaultValue = "") String label) {
        return answer(
                request,
                id,
                etag,
                () -> new Answer.Reject(reason, label(label), null),
                new ReviewsPage.Draft(false, false, "", "", reason));
    }

    @PostMapping(path = "/reviews/{id}/modify", produces = Html.TYPE)
    ResponseEntity<String> modify(
            HttpServletRequest request,
            @PathVariable("id") String id,
            @RequestParam("etag") String etag,
            @RequestParam(name = "notify", defaultValue = "false") boolean notify,
            @RequestParam(name = "receiver", defaultValue = "") String receiver,
            @RequestParam(name = "payload", defaultValue = "") String payload,
            @RequestParam(name = "cause", required = false) @Nullable String cause,
            @RequestParam(name = "reason", required = false) @Nullable String reason) {
        return answer(
                request,
                id,
                etag,
                () -> new Answer.Modify(new Proposal(notify, receiver, payload), reason, null, cause),
                new ReviewsPage.Draft(true, notify, receiver, payload, reason == null ? "" : reason));
    }

    @PostMapping(path = "/verdicts/{id}/undo", produces = Html.TYPE)
    ResponseEntity<String> undo(HttpServletRequest request, @PathVariable("id") String id) {
        Optional<SignedIn> person = Frames.signedIn().filter(SignedIn::mayAnswer);
        if (person.isEmpty()) {
            return forbidden(request);
        }
        return verdicts.undo(id, person.get().name(), person.get().mayAdminister())
                .visit(new UndoResult.Visitor<>() {
                    @Override
                    public ResponseEntity<String> undone(UndoResult.Undone result) {
                        return seeOther("/reviews/" + result.verdict().reviewId());
                    }

                    @Override
                    public ResponseEntity<String> tooLate(UndoResult.TooLate result) {
                        return show(
                                request,
                                HttpStatus.CONFLICT,
                                queue.find(result.verdict().reviewId()).orElse(null),
                                "Too late to undo: the answer has left.");
                    }

                    @Override
                    public ResponseEntity<String> notYours(UndoResult.NotYours result) {
                        return show(
                                request,
                                HttpStatus.FORBIDDEN,
                                queue.find(result.verdict().reviewId()).orElse(null),
                                "Not undone: only who gave the answer, or an admin, takes it back.");
                    }

                    @Override
                    public ResponseEntity<String> unknown(UndoResult.Unknown result) {
                        return missing(request, "No such answer.");
                    }
                });
    }

    private ResponseEntity<String> answer(
            HttpServletRequest request,
            String id,
            String etag,
            Supplier<Answer> answer,
            ReviewsPage.@Nullable Draft draft) {
        Optional<SignedIn> person = Frames.signedIn().filter(SignedIn::mayAnswer);
        if (person.isEmpty()) {
            return forbidden(request);
        }
        try {
            return verdicts.answer(
                            id, etag, answer.get(), Given.undoable(person.get().name()))
                    .visit(new Answered(request));
        } catch (InvalidAnswer e) {
            return show(
                    request,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    queue.find(id).orElse(null),
                    "Not answered: " + e.getMessage() + ".",
                    draft);
        }
    }

    /** What the reviewer sees after each result. */
    private final class Answered implements AnswerResult.Visitor<ResponseEntity<String>> {
        private final HttpServletRequest request;

        Answered(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public ResponseEntity<String> answered(AnswerResult.Answered result) {
            return seeOther("/reviews");
        }

        @Override
        public ResponseEntity<String> repeated(AnswerResult.Repeated result) {
            return seeOther("/reviews");
        }

        @Override
        public ResponseEntity<String> stale(AnswerResult.Stale result) {
            return show(
                    request,
                    HttpStatus.CONFLICT,
                    result.now(),
                    "Not answered: the review has changed since you saw it. This is how it stands now.");
        }

        @Override
        public ResponseEntity<String> closed(AnswerResult.Closed result) {
            return show(
                    request, HttpStatus.CONFLICT, result.now(), "Not answered: this review does not wait any more.");
        }

        @Override
        public ResponseEntity<String> unknown(AnswerResult.Unknown result) {
            return missing(request, "No review is known by this id.");
        }

        @Override
        public ResponseEntity<String> keyReused(AnswerResult.KeyReused result) {
            return show(
                    request, HttpStatus.CONFLICT, null, "Not answered: the same request said something else before.");
        }
    }

    private ResponseEntity<String> show(
            HttpServletRequest request, HttpStatus status, @Nullable QueuedReview selected, String notice) {
        return show(request, status, selected, notice, null);
    }

    private ResponseEntity<String> show(
            HttpServletRequest request,
            HttpStatus status,
            @Nullable QueuedReview selected,
            String notice,
            ReviewsPage.@Nullable Draft draft) {
        Optional<SignedIn> person = Frames.signedIn();
        List<ReviewFacts> waiting = queue.waiting().stream()
                .map(each -> new ReviewFacts(each, null))
                .toList();
        ReviewPages.Around around = new ReviewPages.Around(
                person.flatMap(this::undoable).orElse(null),
                notice,
                draft,
                person.map(SignedIn::mayAnswer).orElse(false),
                clock.millis());
        return ResponseEntity.status(status)
                .body(html.render(
                        "reviews.jte",
                        Map.of(
                                "frame",
                                frames.of(request, "Reviews", Frame.Section.REVIEWS),
                                "page",
                                reviews.of(waiting, selected == null ? null : facts(selected), around))));
    }

    private ReviewFacts facts(QueuedReview review) {
        String verdict = review.verdictId();
        return new ReviewFacts(
                review,
                verdict == null
                        ? null
                        : verdicts.find(verdict).map(AnswerPages::answered).orElse(null));
    }

    private static ReviewFacts.Answered answered(GivenVerdict verdict) {
        String reason = verdict.reason();
        return new ReviewFacts.Answered(
                verdict.answer(),
                verdict.reviewer(),
                reason == null ? "" : reason,
                verdict.timeMillis(),
                verdict.notApplied());
    }

    /** The person's newest answer that can still be taken back. */
    private Optional<ReviewFacts> undoable(SignedIn person) {
        return verdicts.newest(RECENT).stream()
                .filter(verdict -> verdict.reviewer().equals(person.name()))
                .filter(verdict -> verdict.undoneAtMillis() == null && verdict.sentAtMillis() == null)
                .map(verdict -> queue.find(verdict.reviewId()))
                .flatMap(Optional::stream)
                .filter(review -> review.standing() == Standing.HELD)
                .map(this::facts)
                .findFirst();
    }

    private static @Nullable Label label(String name) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            return Label.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidAnswer("label", "is none of " + List.of(Label.values()));
        }
    }

    private static ResponseEntity<String> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }

    private ResponseEntity<String> missing(HttpServletRequest request, String detail) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(pages.problem(request, HttpStatus.NOT_FOUND.value(), "No such review", detail));
    }

    private ResponseEntity<String> forbidden(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .body(pages.problem(
                        request,
                        HttpStatus.FORBIDDEN.value(),
                        "You may read, not answer",
                        "Answering needs the role reviewer."));
    }
}
