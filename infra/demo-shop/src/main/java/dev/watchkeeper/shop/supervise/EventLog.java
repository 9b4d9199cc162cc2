package dev.watchkeeper.shop.supervise;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All events since the start, oldest first; each is also told to a listener. Thread-safe. */
public final class EventLog {

    private final Clock clock;
    private final Consumer<ShopEvent> listener;
    private final List<ShopEvent> events = new CopyOnWriteArrayList<>();

    /** An empty log. */
    public EventLog(Clock clock, Consumer<ShopEvent> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Writes an event of now. */
    public void add(String kind, String service, String instance, String text) {
        ShopEvent event = new ShopEvent(clock.instant(), kind, service, instance, text);
        events.add(event);
        listener.accept(event);
    }

    /** What happened so far. */
    public List<ShopEvent> all() {
        return List.copyOf(events);
    }
}
