package dev.watchkeeper.shop.serve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Lets one complaint of the OpenTelemetry SDK through every five minutes: a shop that starts before its ingest, or
 * outlives it, would fill its console with nothing else.
 */
final class QuietExport implements Filter {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Holds for everything that this process logs through java.util.logging. */
    static void install() {
        QuietExport quiet = new QuietExport();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFilter(quiet);
        }
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        String name = line.getLoggerName();
        return name == null || !name.startsWith("io.opentelemetry") || turn(System.nanoTime());
    }

    private boolean turn(long now) {
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS);
    }
}
