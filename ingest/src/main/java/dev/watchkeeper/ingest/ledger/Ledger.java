package dev.watchkeeper.ingest.ledger;

import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.receive.Outcome;
import dev.watchkeeper.ingest.reject.Reason;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What came in and what became of it. For each signal and way in, at every moment when no request is under way:
 *
 * <pre>
 * watchkeeper_ingest_received_total = watchkeeper_ingest_published_total
 *                                   + watchkeeper_ingest_rejected_total, summed over its reasons
 * </pre>
 *
 * A record is received once it has been answered for: published and acknowledged, or refused and that acknowledged. A
 * request that nobody could read counts as one record, received and rejected. A request that Kafka did not acknowledge
 * is none of these, since its sender keeps it and sends it again; {@code watchkeeper_ingest_unacknowledged_total}
 * counts such requests. Of records from the Collector's topics only what was committed counts. Heartbeats stand apart
 * in {@code watchkeeper_ingest_heartbeats_total}.
 */
public final class Ledger {

    private final MeterRegistry meters;

    /** Counts in this registry. */
    public Ledger(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A request was answered for. */
    public void outcome(Signal<?> signal, Way way, Outcome outcome) {
        meters.counter("watchkeeper.ingest.received", "signal", signal.name(), "via", way.label())
                .increment(outcome.received());
        meters.counter("watchkeeper.ingest.published", "signal", signal.name(), "via", way.label())
                .increment(outcome.published());
        outcome.rejections().forEach(refused -> rejected(signal, way, refused.reason(), refused.count()));
    }

    /** A request was not acknowledged by Kafka; its sender was told to send it again. */
    public void unacknowledged(Signal<?> signal, Way way) {
        meters.counter("watchkeeper.ingest.unacknowledged", "signal", signal.name(), "via", way.label())
                .increment();
    }

    /** A heartbeat was acknowledged. */
    public void heartbeat(String topic) {
        meters.counter("watchkeeper.ingest.heartbeats", "topic", topic).increment();
    }

    private void rejected(Signal<?> signal, Way way, Reason reason, int count) {
        meters.counter(
                        "watchkeeper.ingest.rejected",
                        "signal",
                        signal.name(),
                        "via",
                        way.label(),
                        "reason",
                        reason.name())
                .increment(count);
    }
}
