package dev.watchkeeper.review.console;

import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.queue.ReviewQueue;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages when to look again: at once when an incident, a decision or a review changes, and every ten seconds
 * in any case, so that a page turns red although nothing comes. An event carries no data; what a page may show is
 * decided when it asks.
 */
@Controller
final class LiveEvents implements AutoCloseable {

    private static final int MAX_PAGES = 500;
    private static final int LOOK_MILLIS = 500;
    private static final int TICKS_BETWEEN = 10_000 / LOOK_MILLIS;
    private static final long OPEN_MILLIS = 30 * 60_000L;

    private final Evidence evidence;
    private final ReviewQueue queue;
    private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-events");
        thread.setDaemon(true);
        return thread;
    });
    private long incidents;
    private long reviews;
    private boolean caughtUp;
    private int ticks;

    LiveEvents(Evidence evidence, ReviewQueue queue) {
        this.evidence = evidence;
        this.queue = queue;
        ticker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events() throws IOException {
        if (open.size() >= MAX_PAGES) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
        SseEmitter emitter = new SseEmitter(OPEN_MILLIS);
        emitter.onCompletion(() -> open.remove(emitter));
        emitter.onTimeout(() -> open.remove(emitter));
        emitter.onError(problem -> open.remove(emitter));
        emitter.send(SseEmitter.event().comment("open"));
        open.add(emitter);
        return ResponseEntity.ok()
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(emitter);
    }

    private void look() {
        Evidence.Changes changes = evidence.changes();
        long reviewChanges = queue.changes();
        boolean live = evidence.progress().caughtUp();
        ticks++;
        if (changes.incidents() != incidents
                || reviewChanges != reviews
                || live != caughtUp
                || ticks >= TICKS_BETWEEN) {
            incidents = changes.incidents();
            reviews = reviewChanges;
            caughtUp = live;
            ticks = 0;
            open.forEach(this::tell);
        }
    }

    private void tell(SseEmitter emitter) {
        try {
            emitter.send(SseEmitter.event().name("change").data("1"));
        } catch (IOException | IllegalStateException e) {
            // The page was closed; that is how one learns of it.
            open.remove(emitter);
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        open.forEach(SseEmitter::complete);
    }
}
