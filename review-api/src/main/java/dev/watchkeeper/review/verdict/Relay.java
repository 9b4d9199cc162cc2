package dev.watchkeeper.review.verdict;

import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.verdict.VerdictTopic.NotAcknowledged;
import dev.watchkeeper.schemas.record.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries verdicts from the outbox to their topic: at least once, with the same id at every sending, in the order in
 * which they were given. A row is marked as sent only after the broker's acknowledgement; dying in between repeats it,
 * and the router drops what it has applied.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 50;
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long RETRY_MILLIS = 1_000;

    private final VerdictRows rows;
    private final VerdictTopic topic;
    private final TransactionTemplate transaction;
    private final ReviewQueue queue;
    private final Clock clock;
    private final String tenant;

    private volatile boolean running = true;
    private volatile boolean healthy = true;
    private @Nullable Thread thread;

    /** Everything that the world decides comes in here. */
    public Relay(
            VerdictRows rows,
            VerdictTopic topic,
            TransactionTemplate transaction,
            ReviewQueue queue,
            Clock clock,
            String tenant) {
        this.rows = rows;
        this.topic = topic;
        this.transaction = transaction;
        this.queue = queue;
        this.clock = clock;
        this.tenant = tenant;
    }

    /** Starts in a thread of its own. */
    public void start() {
        Thread started = new Thread(this::run, "relay");
        thread = started;
        started.start();
    }

    /** Whether the last round went through. */
    public boolean healthy() {
        return healthy;
    }

    /**
     * Sends what is due.
     *
     * @return how many were sent and marked
     * @throws NotAcknowledged nothing was marked; they are sent again
     */
    public int once() {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<GivenVerdict> due = rows.lockDue(clock.millis(), BATCH);
            if (due.isEmpty()) {
                return 0;
            }
            send(due.stream().map(this::record).toList());
            due.forEach(verdict -> rows.markSent(verdict.id(), clock.millis()));
            return due.size();
        }));
    }

    /** Stops; what has not left stays in the outbox. */
    @Override
    public void close() throws InterruptedException {
        running = false;
        Thread started = thread;
        if (started != null) {
            started.interrupt();
            started.join(20_000);
        }
    }

    private void run() {
        try {
            rounds();
        } finally {
            healthy = false; // a defect ends the thread, and health says so
        }
    }

    private void rounds() {
        while (running) {
            long pauseMillis = LOOK_EVERY_MILLIS;
            try {
                if (once() > 0) {
                    queue.changed();
                    pauseMillis = 0;
                }
                healthy = true;
            } catch (NotAcknowledged | DataAccessException | TransactionException e) {
                // Nothing was marked: the same verdicts are sent again, with the same ids.
                healthy = false;
                pauseMillis = RETRY_MILLIS;
                if (running) {
                    LOG.warn("verdicts wait in the outbox: {}", e.getMessage());
                }
            }
            pause(pauseMillis);
        }
    }

    private void send(List<Verdict> verdicts) {
        try {
            topic.send(verdicts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledged("interrupted before the acknowledgement", e);
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private Verdict record(GivenVerdict given) {
        return Verdict.newBuilder()
                .setId(given.id())
                .setReviewId(given.reviewId())
                .setReviewRevision(given.reviewRevision())
                .setDecisionId(given.decisionId())
                .setIncidentId(given.incidentId())
                .setTenant(tenant)
                .setAnswer(given.answer())
                .setReason(given.reason())
                .setLabel(given.label())
                .setCause(given.cause())
                .setNotify(given.carried().notifies())
                .setReceiver(given.carried().receiver())
                .setPayload(given.carried().payload())
                .setReviewer(given.reviewer())
                .setTimeMillis(given.timeMillis())
                .build();
    }
}
