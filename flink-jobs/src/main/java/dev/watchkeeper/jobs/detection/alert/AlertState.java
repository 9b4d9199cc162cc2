package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.schemas.record.Contribution;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands after a window.
 *
 * @param id 16 hex digits: hash of entity and opening
 * @param openedAtMillis event time
 * @param timeMillis the window's end
 * @param oddMillis the last window that kept it open
 * @param closed whether this is its end
 * @param margin its highest margin
 * @param pValue its least p-value
 * @param absent for its silence
 * @param model who judged, {@code name@version}
 * @param contributions at its highest margin, greatest first
 * @param evidence held: the strongest of each series since it opened, as long as it goes on; strongest first
 * @param requestRate entry requests a second
 * @param expectedRate entry requests a second, as expected
 * @param failureRate failed entry requests a second
 * @param version the newest version that was seen
 * @param versionSinceMillis since when; 0 where it did not change while it was watched
 */
public record AlertState(
        String id,
        Entity entity,
        long openedAtMillis,
        long timeMillis,
        long oddMillis,
        boolean closed,
        double margin,
        double pValue,
        boolean absent,
        String model,
        List<Contribution> contributions,
        List<Evidence> evidence,
        double requestRate,
        double expectedRate,
        double failureRate,
        List<String> traceIds,
        @Nullable String version,
        long versionSinceMillis,
        List<LogTemplate> newTemplates) {}
