package dev.watchkeeper.ingest.receive;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of requests are held, from their first byte until they are answered. Kafka that answers slowly makes
 * requests pile up here; beyond the bound they are turned away, so that the heap holds. Thread-safe.
 */
public final class InFlight {

    private final long max;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();

    /** At most that many bytes. */
    public InFlight(long max) {
        this.max = max;
    }

    /** Bytes held now. */
    public long held() {
        return held.get();
    }

    /** Requests turned away so far. */
    public long turnedAway() {
        return turnedAway.get();
    }

    Share share() {
        return new Share();
    }

    /** One request's bytes. */
    final class Share implements AutoCloseable {

        private long own;
        private boolean closed;

        /**
         * Holds that many bytes more.
         *
         * @throws CancellationException it has been given back: nobody waits for the answer any more
         * @throws NoRoom there is no room for them; what was held before stays held until the request is answered
         */
        synchronized void grow(long bytes) {
            if (closed) {
                throw new CancellationException("the request has been answered");
            }
            if (held.addAndGet(bytes) > max) {
                held.addAndGet(-bytes);
                turnedAway.incrementAndGet();
                throw new NoRoom(max);
            }
            own += bytes;
        }

        /** Gives all of it back; once. */
        @Override
        public synchronized void close() {
            closed = true;
            held.addAndGet(-own);
            own = 0;
        }
    }
}
