package dev.watchkeeper.jobs.connect;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * An operator's ledger of records: {@code ledger.in = ledger.out + the sum of ledger.rejected.REASON + what it holds}.
 * The counters are Flink metrics of the operator; they start again at zero with a restart, as Flink's do.
 */
public final class Ledger {

    private final MetricGroup group;
    private final Counter in;
    private final Counter out;
    private final Map<String, Counter> rejected = new HashMap<>();

    /** Counts in this operator's metrics. */
    public Ledger(MetricGroup operator) {
        this.group = operator.addGroup("ledger");
        this.in = group.counter("in");
        this.out = group.counter("out");
    }

    /** A record came in. */
    public void in() {
        in.inc();
    }

    /** A record was used. */
    public void out() {
        out.inc();
    }

    /** Several records were used. */
    public void out(long records) {
        out.inc(records);
    }

    /** A record was refused. */
    public void rejected(String reason) {
        rejected(reason, 1);
    }

    /** Several records were refused for the same reason. */
    public void rejected(String reason, long records) {
        rejected.computeIfAbsent(reason, code -> group.addGroup("rejected").counter(code))
                .inc(records);
    }
}
