package dev.watchkeeper.shop.load;

import dev.watchkeeper.shop.config.ShopConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Sends the customers to the shop when they arrive, whether or not the shop keeps up (an open load); only when too
 * many are under way are further ones dropped, and counted. Has no telemetry of its own: it plays the world outside.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final int MOST_UNDER_WAY = 64;
    private static final int ARTICLES = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Arrivals arrivals;
    private final DayShape shape;
    private final ShopConfig.Load load;
    private final String run;
    private final Function<String, URI> addresses;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong ok = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile long startNanos;
    private volatile boolean closed;
    private long orders;

    /**
     * A load that {@link #start()} begins.
     *
     * @param run a short name of this run; order ids start with it, so that two runs on one database don't meet
     * @param addresses gives the address of a service by its name
     */
    public LoadGenerator(ShopConfig.Load load, String run, Function<String, URI> addresses) {
        this.load = load;
        this.run = run;
        this.addresses = addresses;
        this.shape = new DayShape(load.day());
        this.arrivals = new Arrivals(load.seed(), shape, load.dayOffset(), load.scale(), ARTICLES);
        this.thread = new Thread(this::run, "customers");
        thread.setDaemon(true);
    }

    /** Opens the doors. */
    public void start() {
        startNanos = System.nanoTime();
        thread.start();
    }

    /** How it stands. */
    public LoadFigures figures() {
        Duration now = sinceMidnight();
        return new LoadFigures(
                sent.get(),
                ok.get(),
                failed.get(),
                dropped.get(),
                MOST_UNDER_WAY - places.availablePermits(),
                load.enabled() ? shape.ordersPerSecond(now) * load.scale() : 0,
                shape.clock(now));
    }

    private Duration sinceMidnight() {
        return load.dayOffset().plusNanos(startNanos == 0 ? 0 : System.nanoTime() - startNanos);
    }

    private void run() {
        while (!closed) {
            Arrivals.Arrival next = arrivals.next();
            long due = startNanos + next.after().toNanos();
            for (long wait = due - System.nanoTime(); wait > 0 && !closed; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            if (!closed) {
                admit(next);
            }
        }
    }

    private void admit(Arrivals.Arrival arrival) {
        if (!places.tryAcquire()) {
            dropped.incrementAndGet();
            return;
        }
        sent.incrementAndGet();
        client.sendAsync(request(arrival), HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> {
                    places.release();
                    (failure == null && response.statusCode() < 500 ? ok : failed).incrementAndGet();
                });
    }

    private HttpRequest request(Arrivals.Arrival arrival) {
        String sku = String.format(Locale.ROOT, "sku-%02d", arrival.article());
        return switch (arrival.kind()) {
            case ORDER ->
                to("order", "/orders")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + run + "-" + ++orders + "\",\"sku\":\""
                                + sku + "\",\"quantity\":" + arrival.quantity() + "}"))
                        .build();
            case STOCK_READ -> to("inventory", "/stock/" + sku).build();
            case ORDER_READ ->
                to("order", "/orders/" + run + "-" + Math.max(1, orders - arrival.article()))
                        .build();
        };
    }

    private HttpRequest.Builder to(String service, String path) {
        return HttpRequest.newBuilder(addresses.apply(service).resolve(path)).timeout(PATIENCE);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
