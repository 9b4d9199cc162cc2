package dev.watchkeeper.router.deliver;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Tells another receiver a few times, with growing and jittered pauses, before it gives up for this time. */
public final class RetryingReceiver implements Receiver {

    private final Receiver receiver;
    private final RetryPolicy<Object> policy;

    /**
     * Wraps a receiver.
     *
     * @param retries attempts after the first
     * @param firstPause doubles with every attempt, up to 20 times itself
     */
    public RetryingReceiver(Receiver receiver, int retries, Duration firstPause) {
        this.receiver = receiver;
        this.policy = RetryPolicy.builder()
                .handleIf(failure -> failure instanceof DeliveryFailure typed && !typed.forGood())
                .withBackoff(firstPause.toMillis(), firstPause.toMillis() * 20, ChronoUnit.MILLIS)
                .withJitter(0.25)
                .withMaxRetries(retries)
                .build();
    }

    @Override
    public String name() {
        return receiver.name();
    }

    @Override
    public boolean forgets() {
        return receiver.forgets();
    }

    @Override
    public void tell(Notice notice) throws DeliveryFailure, InterruptedException {
        try {
            Failsafe.with(policy).run(() -> receiver.tell(notice));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof DeliveryFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e;
        }
    }
}
