package dev.watchkeeper.shop.fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines of a few templates, most of them warnings, at a steady rate. */
final class LogStorm implements Background.Work {

    /** Goes to telemetry only: the console of a demo must stay readable. */
    private static final Logger LOG = LoggerFactory.getLogger("dev.watchkeeper.shop.audit");

    private static final int TICKS_PER_SECOND = 10;

    private final Strength strength;

    LogStorm(Strength strength) {
        this.strength = strength;
    }

    @Override
    public void run() throws InterruptedException {
        int perTick = strength.logLinesPerSecond() / TICKS_PER_SECOND;
        long line = 0;
        while (!Thread.interrupted()) {
            for (int i = 0; i < perTick; i++) {
                write(line++);
            }
            Thread.sleep(1_000 / TICKS_PER_SECOND);
        }
    }

    private static void write(long line) {
        switch ((int) (line % 4)) {
            case 0 -> LOG.warn("Audit queue is full, entry {} goes to disk", line);
            case 1 -> LOG.warn("Retrying audit upload of segment {} after {} ms", line / 16, 50 * (line % 7 + 1));
            case 2 -> LOG.warn("Clock of audit target differs by {} ms", line % 90);
            default -> LOG.error("Audit upload of segment {} failed: connection reset by peer", line / 16);
        }
    }
}
