package dev.watchkeeper.ingest.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Waits for many records as for one; shared by them all, so that a record costs no callback of its own. */
final class Acknowledgements implements Callback {

    /** One more than is under way, until {@link #sealed()}: so it cannot be done while records are still added. */
    private final AtomicInteger pending = new AtomicInteger(1);

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile @Nullable Exception failure;

    void expectOne() {
        pending.incrementAndGet();
    }

    /** Whether a record has failed already: then there is no use in sending the others. */
    boolean failed() {
        return failure != null;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata where, @Nullable Exception problem) {
        if (problem != null) {
            failure = problem;
        }
        countDown();
    }

    /** No more records are added; completes when each has been acknowledged, fails where one was not. */
    CompletableFuture<Void> sealed() {
        countDown();
        return done;
    }

    private void countDown() {
        if (pending.decrementAndGet() > 0) {
            return;
        }
        Exception problem = failure;
        if (problem == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(new NotAcknowledged(problem));
        }
    }
}
