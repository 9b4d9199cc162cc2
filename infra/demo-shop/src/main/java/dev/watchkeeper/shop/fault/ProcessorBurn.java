package dev.watchkeeper.shop.fault;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Burns a share of one core: computes until its own thread has had that share of each 50 ms, then sleeps for what is
 * left of them. What it could not get of one slice it does not make up for later. */
final class ProcessorBurn implements Background.Work {

    private static final long SLICE_NANOS = 50_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final double share;

    ProcessorBurn(double share) {
        this.share = share;
    }

    @Override
    public void run() throws InterruptedException {
        long burnNanos = (long) (SLICE_NANOS * share);
        while (!Thread.interrupted()) {
            long end = System.nanoTime() + SLICE_NANOS;
            burn(Duration.ofNanos(burnNanos));
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        }
    }

    /** Uses that much processor time on the calling thread, however long it takes to get it. */
    static void burn(Duration processorTime) {
        long until = THREADS.getCurrentThreadCpuTime() + processorTime.toNanos();
        double sink = 1;
        while (THREADS.getCurrentThreadCpuTime() < until) {
            for (int i = 1; i < 2_000; i++) {
                sink += Math.sqrt(i * sink) / i;
            }
        }
        if (Double.isNaN(sink)) {
            throw new ArithmeticException("the sum is not a number");
        }
    }
}
