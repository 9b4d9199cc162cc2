package dev.watchkeeper.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the receiver several times a second as long as it is open, so that an alert that was there for a moment only
 * is seen too. A look that fails finds nothing, not even an absence: what must be shown needs a look that succeeded.
 */
final class ReceiverWatch implements AutoCloseable {

    private static final long BETWEEN_MILLIS = 250;

    private record Look(Instant at, Map<String, Sighting.Shown> alerts) {}

    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final Receiver receiver;
    private final String modified;
    private final Clock clock;
    private final Thread watcher = new Thread(this::watch, "receiver-watch");

    /** @param modified the text by which a modified alert is known */
    ReceiverWatch(Receiver receiver, String modified, Clock clock) {
        this.receiver = receiver;
        this.modified = modified;
        this.clock = clock;
        watcher.setDaemon(true);
        watcher.start();
    }

    /** What was seen of an incident, oldest first. */
    List<Sighting> of(String incident) {
        return looks.stream()
                .map(look -> new Sighting(look.at(), look.alerts().getOrDefault(incident, Sighting.Shown.ABSENT)))
                .toList();
    }

    /** When the newest look succeeded. */
    Optional<Instant> newest() {
        return looks.isEmpty()
                ? Optional.empty()
                : Optional.of(looks.get(looks.size() - 1).at());
    }

    @Override
    public void close() {
        watcher.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                look();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            Map<String, Sighting.Shown> alerts = new HashMap<>();
            for (JsonNode alert : receiver.active()) {
                alerts.put(
                        alert.path("labels").path("incident").asText(),
                        alert.toString().contains(modified) ? Sighting.Shown.MODIFIED : Sighting.Shown.AS_PROPOSED);
            }
            looks.add(new Look(clock.instant(), alerts));
        } catch (IOException failed) {
            // not a look: the judge asks for one that succeeded
        }
    }
}
