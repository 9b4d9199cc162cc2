package dev.watchkeeper.jobs.connect;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits, and reports each transaction that the broker refuses to commit and does not know as committed. Its checkpoint
 * is complete and the job goes on behind it, so if the broker aborted it, because the outage between pre-commit and commit
 * was longer than the transaction time-out, its records are lost.
 *
 * <p>The connector by itself goes on after such a refusal as if nothing had been.
 */
final class LossReportingCommitter implements Committer<KafkaCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(LossReportingCommitter.class);

    private final Committer<KafkaCommittable> committer;
    private final String topic;
    private final TransactionFate.Source fates;
    private final Counter possibleLosses;

    LossReportingCommitter(
            Committer<KafkaCommittable> committer, String topic, TransactionFate.Source fates, Counter possibleLosses) {
        this.committer = committer;
        this.topic = topic;
        this.fates = fates;
        this.possibleLosses = possibleLosses;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        committer.commit(requests.stream()
                .<CommitRequest<KafkaCommittable>>map(Watched::new)
                .toList());
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    /** A request whose failure is reported. */
    private final class Watched implements CommitRequest<KafkaCommittable> {

        private final CommitRequest<KafkaCommittable> request;

        Watched(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            report(reason);
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            report(reason);
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }

        private void report(Throwable reason) {
            KafkaCommittable committable = request.getCommittable();
            TransactionFate fate =
                    fates.of(committable.getTransactionalId(), committable.getProducerId(), committable.getEpoch());
            if (fate == TransactionFate.COMMITTED) {
                LOG.info("transaction {} of {} was committed before", committable.getTransactionalId(), topic);
                return;
            }
            possibleLosses.inc();
            LOG.error(
                    "possible loss in {}: transaction {} is in a complete checkpoint and could not be committed; it is {}",
                    topic,
                    committable.getTransactionalId(),
                    fate,
                    reason);
        }
    }
}
