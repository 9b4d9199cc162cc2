package dev.watchkeeper.shop.supervise;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One service instance across its restarts. Changed by the supervisor's thread only, read by any.
 *
 * <pre>
 * STOPPED ─ start ▶ UP ─ ends by itself ▶ DEAD ─ restart ▶ UP
 *    ▲               └─ stopped or killed by us ─┐
 *    └───────────────────────────────────────────┘
 * </pre>
 */
final class Instance {

    enum State {
        STOPPED,
        UP,
        DEAD
    }

    private final String service;
    private final String name;
    private volatile int port;
    private volatile State state = State.STOPPED;
    private volatile String version;
    private volatile @Nullable Child child;

    Instance(String service, String name, int port, String version) {
        this.service = service;
        this.name = name;
        this.port = port;
        this.version = version;
    }

    String service() {
        return service;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    State state() {
        return state;
    }

    String version() {
        return version;
    }

    @Nullable
    Child child() {
        return child;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void up(Child now, int boundPort) {
        child = now;
        port = boundPort;
        state = State.UP;
    }

    void became(State now) {
        state = now;
    }

    void version(String now) {
        version = now;
    }
}
