package dev.watchkeeper.jobs.connect;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;

/** What became of a transaction that can't be committed any more, as far as the broker still knows. */
enum TransactionFate {
    COMMITTED,
    ABORTED,
    UNKNOWN;

    /** Asks for it. */
    interface Source {
        TransactionFate of(String transactionalId, long producerId, short epoch);
    }

    /** Asks the broker. */
    static Source broker(Properties clients) {
        return (transactionalId, producerId, epoch) -> {
            try (Admin admin = Admin.create(clients)) {
                TransactionDescription now = admin.describeTransactions(List.of(transactionalId))
                        .description(transactionalId)
                        .get();
                return of(now, producerId, epoch);
            } catch (ExecutionException e) {
                return UNKNOWN;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return UNKNOWN;
            }
        };
    }

    /** The broker raises the epoch when it ends a transaction; an id that went on since then tells nothing any more. */
    static TransactionFate of(TransactionDescription now, long producerId, short epoch) {
        int ended = now.producerEpoch() - epoch;
        if (now.producerId() != producerId || ended < 0 || ended > 1) {
            return UNKNOWN;
        }
        return now.state() == TransactionState.COMPLETE_COMMIT
                ? COMMITTED
                : now.state() == TransactionState.COMPLETE_ABORT ? ABORTED : UNKNOWN;
    }
}
