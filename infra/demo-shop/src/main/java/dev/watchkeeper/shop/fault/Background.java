package dev.watchkeeper.shop.fault;

/** A fault that runs by itself on a daemon thread until it is closed. */
final class Background implements AutoCloseable {

    /** The work: returns when interrupted, and then holds nothing any more. */
    interface Work {
        void run() throws InterruptedException;
    }

    private final Thread thread;

    private Background(Thread thread) {
        this.thread = thread;
    }

    static Background start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return new Background(thread);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
