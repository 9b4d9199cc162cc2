package dev.watchkeeper.ingest.collector;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the Collector's topics. After any exception it opens a new session, which reads again from what
 * was committed, so that nothing is lost and nothing is there twice. Only an error, of memory for example, ends it: then
 * it is no longer {@link #alive}.
 */
public final class CollectorTopics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorTopics.class);

    private final Supplier<CollectorSession> sessions;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "collector-topics");

    /** Works with sessions from here; waits that long after one has failed. */
    private CollectorTopics(Supplier<CollectorSession> sessions, Duration pause) {
        this.sessions = sessions;
        this.pause = pause;
    }

    /** Starts to read. */
    public static CollectorTopics start(CollectorSessions sessions, Duration pause) {
        return start(sessions::open, pause);
    }

    static CollectorTopics start(Supplier<CollectorSession> sessions, Duration pause) {
        CollectorTopics topics = new CollectorTopics(sessions, pause);
        topics.thread.start();
        return topics;
    }

    private void run() {
        while (!closed(Duration.ZERO)) {
            try (CollectorSession session = sessions.get()) {
                while (!closed(Duration.ZERO)) {
                    session.carryOver();
                }
            } catch (InterruptException e) {
                return; // closed
            } catch (RuntimeException e) {
                LOG.warn("reading the Collector's topics failed, beginning anew in {}", pause, e);
                closed(pause);
            } catch (Error e) {
                LOG.error("the Collector's topics are no longer read", e);
                return;
            }
        }
    }

    /** Whether they are being read. */
    public boolean alive() {
        return thread.isAlive();
    }

    private boolean closed(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends after the batch that is under way. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(5));
        thread.interrupt();
    }
}
