package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;

class TransactionFateTest {

    @Test
    void transactionThatEnded_isWhatItEndedAs() {
        assertThat(fate(TransactionState.COMPLETE_COMMIT, 7, 4)).isEqualTo(TransactionFate.COMMITTED);
        assertThat(fate(TransactionState.COMPLETE_ABORT, 7, 4)).isEqualTo(TransactionFate.ABORTED);
        assertThat(fate(TransactionState.ONGOING, 7, 3)).isEqualTo(TransactionFate.UNKNOWN);
    }

    @Test
    void idThatWasUsedAgain_tellsNothing() {
        assertThat(fate(TransactionState.COMPLETE_COMMIT, 7, 5)).isEqualTo(TransactionFate.UNKNOWN);
        assertThat(fate(TransactionState.COMPLETE_COMMIT, 7, 2)).isEqualTo(TransactionFate.UNKNOWN);
        assertThat(fate(TransactionState.COMPLETE_COMMIT, 8, 4)).isEqualTo(TransactionFate.UNKNOWN);
    }

    /** Of a transaction of producer 7 in epoch 3. */
    private static TransactionFate fate(TransactionState now, long producer, int epoch) {
        return TransactionFate.of(
                new TransactionDescription(1, now, producer, epoch, 1_000, OptionalLong.empty(), Set.of()), 7, (short)
                        3);
    }
}
