package dev.watchkeeper.router.deliver;

import dev.watchkeeper.router.decide.AlertPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A receiver in memory that knows an alert by its labels, as Alertmanager does. */
public final class MemoryReceiver implements Receiver {

    private final String name;
    private final boolean forgets;
    /** What it was told last, by the part of the payload that is the alert's identity. */
    public final Map<String, Notice> byLabels = new TreeMap<>();

    public final List<Notice> told = new ArrayList<>();
    /** What goes wrong; null: nothing. UNKNOWN fails after it has heard. */
    public Function<Notice, DeliveryFailure.@Nullable Kind> fault = notice -> null;

    public MemoryReceiver(String name, boolean forgets) {
        this.name = name;
        this.forgets = forgets;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean forgets() {
        return forgets;
    }

    @Override
    public void tell(Notice notice) throws DeliveryFailure {
        DeliveryFailure.Kind kind = fault.apply(notice);
        if (notice.payload().contains("\"startsAt\":\"never\"")) {
            kind = DeliveryFailure.Kind.BAD_INPUT;
        }
        if (kind == null || kind == DeliveryFailure.Kind.UNKNOWN) {
            AlertPayload.ending(notice.payload(), Instant.EPOCH);
            told.add(notice);
            byLabels.put(labels(notice), notice);
        }
        if (kind != null) {
            throw new DeliveryFailure(kind, "as the test wants it");
        }
    }

    /** Alerts that last, by incident. */
    public List<Notice> active(String incidentId) {
        return byLabels.values().stream()
                .filter(notice -> notice.incidentId().equals(incidentId) && notice.endsAtMillis() == null)
                .toList();
    }

    private static String labels(Notice notice) {
        return notice.payload().substring(0, notice.payload().indexOf('}') + 1);
    }
}
