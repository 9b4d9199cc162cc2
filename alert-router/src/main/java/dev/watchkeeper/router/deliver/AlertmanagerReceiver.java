package dev.watchkeeper.router.deliver;

import dev.watchkeeper.router.decide.AlertPayload;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Prometheus Alertmanager, {@code POST /api/v2/alerts}. An alert's labels are its identity there, so telling twice is
 * telling once. While the alert lasts its end is set a few minutes ahead: should the router fall silent, it ends by
 * itself.
 */
public final class AlertmanagerReceiver implements Receiver {

    private final String name;
    private final Post post;
    private final Duration endsAhead;
    private final Clock clock;

    /**
     * An Alertmanager.
     *
     * @param url its address, to which {@code /api/v2/alerts} is appended
     * @param endsAhead how far ahead the end of a lasting alert is set
     */
    public AlertmanagerReceiver(String name, URI url, Duration endsAhead, Duration patience, Clock clock) {
        this.name = name;
        this.post = new Post(URI.create(url.toString().replaceAll("/+$", "") + "/api/v2/alerts"), patience);
        this.endsAhead = endsAhead;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public void tell(Notice notice) throws DeliveryFailure, InterruptedException {
        Long ended = notice.endsAtMillis();
        Instant endsAt = ended == null ? clock.instant().plus(endsAhead) : Instant.ofEpochMilli(ended);
        post.send("[" + AlertPayload.ending(notice.payload(), endsAt) + "]", Map.of());
    }
}
