package dev.watchkeeper.ingest.receive;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that decode, normalize and publish, and a bounded queue before them: whoever finds it full comes again. */
final class Workers extends ScheduledThreadPoolExecutor {

    private final int maxWaiting;

    Workers(int threads, int maxWaiting) {
        super(threads, numbered());
        this.maxWaiting = maxWaiting;
    }

    private static java.util.concurrent.ThreadFactory numbered() {
        AtomicInteger made = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "ingest-worker-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Soon, on one of the threads.
     *
     * @throws RejectedExecutionException as many wait already as may
     */
    @Override
    public synchronized void execute(Runnable work) {
        if (getQueue().size() >= maxWaiting) {
            throw new RejectedExecutionException("at most " + maxWaiting + " waiting requests expected");
        }
        super.execute(work);
    }
}
