package dev.watchkeeper.shop.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one service instance. Requests pass {@link #onRequest()} and statements ask {@link #statementDelay()};
 * what runs by itself (leak, burner, storm) is a thread that is started and stopped here. Thread-safe.
 */
public final class Faults implements AutoCloseable {

    private final AtomicLong requests = new AtomicLong();
    private volatile @Nullable Strength errors;
    private volatile @Nullable Strength slowStatements;
    private volatile @Nullable Strength processor;
    private @Nullable Background leak;
    private @Nullable Background burner;
    private @Nullable Background storm;

    /**
     * Switches one fault on, replacing its former strength.
     *
     * @throws IllegalArgumentException for {@link FaultKind#DOWN}, which is done to a process from outside
     */
    public synchronized void on(FaultKind kind, Strength strength) {
        off(kind);
        switch (kind) {
            case ERRORS -> errors = strength;
            case SLOW_DB -> slowStatements = strength;
            case MEMORY_LEAK -> leak = Background.start("session-cache", new MemoryLeak(strength));
            case LOG_STORM -> storm = Background.start("audit-trail", new LogStorm(strength));
            case CPU -> {
                processor = strength;
                burner = Background.start("price-index", new ProcessorBurn(strength.coreShare()));
            }
            case DOWN -> throw new IllegalArgumentException("down is done to a process, not inside it");
        }
    }

    /** Puts right what {@link #on} broke, at once; nothing happens if it was not on. */
    public synchronized void off(FaultKind kind) {
        switch (kind) {
            case ERRORS -> errors = null;
            case SLOW_DB -> slowStatements = null;
            case MEMORY_LEAK -> leak = stopped(leak);
            case LOG_STORM -> storm = stopped(storm);
            case CPU -> {
                processor = null;
                burner = stopped(burner);
            }
            case DOWN -> {
                // nothing inside the process
            }
        }
    }

    private static @Nullable Background stopped(@Nullable Background background) {
        if (background != null) {
            background.close();
        }
        return null;
    }

    /**
     * Called by each request before its work.
     *
     * @throws IllegalStateException if this request is one of those that fail
     */
    public void onRequest() {
        Strength burn = processor;
        if (burn != null) {
            ProcessorBurn.burn(burn.requestBurn());
        }
        Strength failing = errors;
        if (failing != null && requests.incrementAndGet() % failing.oneRequestOf() == 0) {
            throw new IllegalStateException("row version changed while the entry was written: expected 17, found 18");
        }
    }

    /** What PostgreSQL shall sleep before each statement; zero if the fault is off. */
    public Duration statementDelay() {
        Strength slow = slowStatements;
        return slow == null ? Duration.ZERO : slow.statementDelay();
    }

    @Override
    public synchronized void close() {
        for (FaultKind kind : FaultKind.values()) {
            off(kind);
        }
    }
}
