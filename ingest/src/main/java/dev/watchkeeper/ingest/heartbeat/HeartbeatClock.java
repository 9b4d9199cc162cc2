package dev.watchkeeper.ingest.heartbeat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats at a fixed rate, whether or not Kafka takes it. The event time lags behind the clock: what is under way from
 * senders that collect before they send is older than now, and a beat at now would make it late. There is no beat at all
 * while older telemetry still waits to be carried over.
 */
public final class HeartbeatClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatClock.class);

    private final Heartbeats heartbeats;
    private final Clock clock;
    private final Duration lag;
    private final BooleanSupplier due;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "heartbeat");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable Future<?> schedule;
    private volatile boolean silent;

    HeartbeatClock(Heartbeats heartbeats, Clock clock, Duration lag, BooleanSupplier due) {
        this.heartbeats = heartbeats;
        this.clock = clock;
        this.lag = lag;
        this.due = due;
    }

    /**
     * Starts to beat now.
     *
     * @param lag how far event times lag behind the clock
     * @param due whether to beat; false while older telemetry waits
     */
    public static HeartbeatClock start(
            Heartbeats heartbeats, Clock clock, Duration interval, Duration lag, BooleanSupplier due) {
        HeartbeatClock started = new HeartbeatClock(heartbeats, clock, lag, due);
        started.schedule =
                started.thread.scheduleAtFixedRate(started::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // handled within
    void beat() {
        if (!due.getAsBoolean()) {
            return;
        }
        try {
            heartbeats
                    .beat(clock.millis() - lag.toMillis())
                    .whenComplete((taken, failure) -> note(failure != null, failure));
        } catch (RuntimeException e) {
            note(true, e); // an exception would end the schedule, and with it every watermark
        } catch (Error e) {
            LOG.error("the heartbeat has stopped", e);
            throw e;
        }
    }

    /** Whether it goes on; it ends with an error, of memory for example. */
    public boolean alive() {
        Future<?> beating = schedule;
        return beating != null && !beating.isDone();
    }

    private void note(boolean failed, @Nullable Throwable why) {
        if (failed != silent) {
            silent = failed;
            LOG.warn(failed ? "heartbeats fail: {}" : "heartbeats arrive again", String.valueOf(why));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
