package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Incident;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObserverTest {

    private static final Instant BEGUN = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void incidentOfRecordedHistory_readLate_isNotTheFaults() {
        var history = seen("history", 1, BEGUN.minusSeconds(600), BEGUN.plusSeconds(1));
        var faults = seen("fault", 1, BEGUN.plusSeconds(20), BEGUN.plusSeconds(25));
        assertThat(Observer.firstOpenedAfter(List.of(history, faults), BEGUN)).contains(faults);
    }

    @Test
    void incidentReadBefore_orTold_again_isNotTheFaults() {
        var before = seen("before", 1, BEGUN, BEGUN.minusSeconds(1));
        var again = seen("again", 2, BEGUN.plusSeconds(20), BEGUN.plusSeconds(25));
        assertThat(Observer.firstOpenedAfter(List.of(before, again), BEGUN)).isEmpty();
    }

    private static Observer.Seen<Incident> seen(String id, int revision, Instant opened, Instant at) {
        Incident incident = new Incident();
        incident.setId(id);
        incident.setRevision(revision);
        incident.setOpenedAtMillis(opened.toEpochMilli());
        return new Observer.Seen<>(incident, at);
    }
}
