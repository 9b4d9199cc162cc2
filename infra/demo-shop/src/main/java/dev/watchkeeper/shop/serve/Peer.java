package dev.watchkeeper.shop.serve;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another service and its instances, taken in turn. A failed call is not tried at another instance: that would hide
 * the fault of the first. Instances come and go while it is used.
 */
public final class Peer {

    private final String service;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<URI> instances = List.of();

    /** A service that no instance of is known yet. */
    public Peer(String service) {
        this.service = service;
    }

    /** The service's name. */
    public String service() {
        return service;
    }

    /** From now on these are taken in turn. */
    public void instances(List<URI> now) {
        instances = List.copyOf(now);
    }

    /**
     * The instance whose turn it is.
     *
     * @throws IllegalStateException if none is known
     */
    URI next() {
        List<URI> now = instances;
        if (now.isEmpty()) {
            throw new IllegalStateException("no instance of " + service + " is known");
        }
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }
}
