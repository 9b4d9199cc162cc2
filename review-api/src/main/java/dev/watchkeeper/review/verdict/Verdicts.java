package dev.watchkeeper.review.verdict;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.queue.Standing;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes answers. An answer, its outbox row and its audit entry commit together or not at all; of two answers to the
 * same version of a review exactly one counts, because the review's row is changed on the condition of its version.
 */
public final class Verdicts {

    /** How long an undoable answer is held. */
    public static final long HOLD_MILLIS = 10_000;

    /** A held answer leaves at least this long before its review is due. */
    private static final long MARGIN_MILLIS = 2_000;

    private final ReviewQueue queue;
    private final VerdictRows rows;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Supplier<String> ids;

    /** Everything that the world decides comes in here: the clock and where ids come from. */
    public Verdicts(
            ReviewQueue queue,
            VerdictRows rows,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock,
            Supplier<String> ids) {
        this.queue = queue;
        this.rows = rows;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Answers a review.
     *
     * @param reviewRef its id, or its incident's number
     * @param expected {@link QueuedReview#etag()} of what the reviewer saw
     * @throws InvalidAnswer the router could not carry it out
     */
    public AnswerResult answer(String reviewRef, String expected, Answer answer, Given given) {
        String digest = RequestDigest.of(reviewRef, expected, answer, given.undoable());
        try {
            AnswerResult result = Objects.requireNonNull(
                    transaction.execute(status -> take(reviewRef, expected, answer, given, digest)));
            queue.changed();
            return result;
        } catch (DuplicateKeyException e) {
            // The same key came in at the same moment; the other one has committed by now.
            return repeated(given, digest).orElseThrow(() -> e);
        }
    }

    /**
     * Takes an answer back that has not left yet; the review waits again.
     *
     * @param ofOthers whether they may take back what somebody else answered
     */
    public UndoResult undo(String verdictId, String who, boolean ofOthers) {
        UndoResult result = Objects.requireNonNull(transaction.execute(status -> takeBack(verdictId, who, ofOthers)));
        queue.changed();
        return result;
    }

    /** The verdict with this id. */
    public Optional<GivenVerdict> find(String verdictId) {
        return rows.find(verdictId);
    }

    /** The newest verdicts that were given, undone ones among them. */
    public List<GivenVerdict> newest(int limit) {
        return rows.newest(limit);
    }

    private AnswerResult take(String reviewRef, String expected, Answer answer, Given given, String digest) {
        Optional<AnswerResult> before = repeated(given, digest);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<QueuedReview> shown = queue.find(reviewRef);
        if (shown.isEmpty()) {
            return new AnswerResult.Unknown(reviewRef);
        }
        QueuedReview review = shown.get();
        if (review.standing() != Standing.OPEN) {
            return new AnswerResult.Closed(review);
        }
        if (!review.etag().equals(expected)) {
            return new AnswerResult.Stale(review);
        }
        answer.fits(review.proposal(), queue::namesReceiver);
        GivenVerdict verdict = verdict(review, answer, given);
        rows.insert(verdict, given.idempotencyKey(), digest);
        if (!rows.claim(review.id(), review.version(), verdict.id())) {
            // Somebody else was faster: nothing of ours may stay.
            rows.forget(verdict.id());
            QueuedReview now = queue.find(review.id()).orElse(review);
            return now.standing() == Standing.OPEN ? new AnswerResult.Stale(now) : new AnswerResult.Closed(now);
        }
        rows.enqueue(verdict.id(), verdict.dueAtMillis());
        audit.record(
                given.reviewer(),
                "review answered: " + verdict.answer().name().toLowerCase(Locale.ROOT),
                "review/" + review.id(),
                verdict.reason() == null ? "" : verdict.reason());
        return new AnswerResult.Answered(verdict, queue.find(review.id()).orElseThrow());
    }

    private Optional<AnswerResult> repeated(Given given, String digest) {
        @Nullable String key = given.idempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        return rows.byKey(given.reviewer(), key).map(known -> {
            if (!known.digest().equals(digest)) {
                return new AnswerResult.KeyReused(key);
            }
            GivenVerdict verdict = rows.find(known.verdictId()).orElseThrow();
            return new AnswerResult.Repeated(
                    verdict, queue.find(verdict.reviewId()).orElseThrow());
        });
    }

    private GivenVerdict verdict(QueuedReview review, Answer answer, Given given) {
        long now = clock.millis();
        long due = given.undoable() ? Math.min(now + HOLD_MILLIS, review.dueAtMillis() - MARGIN_MILLIS) : now;
        return new GivenVerdict(
                ids.get(),
                review.id(),
                review.revision(),
                review.decisionId(),
                review.incidentId(),
                answer.kind(),
                answer.reason(),
                answer.labelFor(review.proposal()),
                answer.cause(),
                answer.carried(review.proposal()),
                given.reviewer(),
                now,
                Math.max(now, due),
                null,
                null,
                null);
    }

    private UndoResult takeBack(String verdictId, String who, boolean ofOthers) {
        Optional<GivenVerdict> found = rows.find(verdictId);
        if (found.isEmpty()) {
            return new UndoResult.Unknown(verdictId);
        }
        if (!ofOthers && !found.get().reviewer().equals(who)) {
            return new UndoResult.NotYours(found.get());
        }
        if (!rows.voidUnsent(verdictId, clock.millis(), "undone by " + who)) {
            return new UndoResult.TooLate(found.get());
        }
        rows.release(found.get().reviewId(), verdictId);
        audit.record(who, "answer undone", "review/" + found.get().reviewId(), "verdict " + verdictId);
        return new UndoResult.Undone(rows.find(verdictId).orElseThrow());
    }
}
