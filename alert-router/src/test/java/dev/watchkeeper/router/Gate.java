package dev.watchkeeper.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a receiver. Open, it passes everything on; shut, it takes connections and lets callers wait. */
final class Gate implements AutoCloseable {

    private final ServerSocket server;
    private final int behind;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean open = true;

    Gate(int behind) throws IOException {
        this.behind = behind;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    void shut() {
        waiting.set(0);
        open = false;
        dropAll();
    }

    void open() {
        open = true;
        dropAll();
    }

    /** How many callers came since the gate was shut. */
    int waiting() {
        return waiting.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                sockets.add(caller);
                if (open) {
                    Socket inner = new Socket(InetAddress.getLoopbackAddress(), behind);
                    sockets.add(inner);
                    thread(() -> pass(caller, inner));
                    thread(() -> pass(inner, caller));
                } else {
                    waiting.incrementAndGet();
                }
            } catch (IOException e) {
                // closed, or nobody behind the gate: the caller sees a closed connection
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // one side went away, and so does the other
        }
    }

    private void dropAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // it was closed
            }
        }
        sockets.clear();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropAll();
    }
}
