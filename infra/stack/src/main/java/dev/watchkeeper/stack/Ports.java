package dev.watchkeeper.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback. */
public final class Ports {

    /**
     * Where a port is drawn that has to be free some seconds later, or at the next start: below the ports that Linux
     * gives to outgoing connections.
     */
    public enum Range {
        /** The broker's controller, apart from those that are drawn before it starts. */
        CONTROLLER(15_000, 16_000),
        /** Everything else of a local stack. */
        STACK(16_000, 32_768);

        private final int from;
        private final int to;

        Range(int from, int to) {
            this.from = from;
            this.to = to;
        }
    }

    private static final int DRAWS = 1_000;

    private Ports() {}

    /** A port that nobody listens on now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /**
     * A port of a range that nobody listens on now.
     *
     * @param except ports that are spoken for
     */
    public static int free(Range range, Collection<Integer> except) {
        for (int attempt = 0; attempt < DRAWS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(range.from, range.to);
            if (!except.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + range.from + " to " + range.to);
    }

    /** Whether the port can be listened on now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
