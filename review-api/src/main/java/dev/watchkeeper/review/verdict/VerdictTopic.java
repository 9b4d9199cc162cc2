package dev.watchkeeper.review.verdict;

import dev.watchkeeper.schemas.record.Verdict;
import java.util.List;

/** Where verdicts leave to. */
public interface VerdictTopic extends AutoCloseable {

    /**
     * Sends these and returns when every one of them is acknowledged.
     *
     * @throws NotAcknowledged some may have arrived and some not: send all of them again, they keep their ids
     */
    void send(List<Verdict> verdicts) throws InterruptedException;

    @Override
    void close();

    /** Not every verdict was acknowledged. */
    final class NotAcknowledged extends RuntimeException {
        /** For this reason. */
        public NotAcknowledged(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
