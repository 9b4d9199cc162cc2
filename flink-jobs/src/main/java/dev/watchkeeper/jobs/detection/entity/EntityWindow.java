package dev.watchkeeper.jobs.detection.entity;

import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity in one window, before its model's margin.
 *
 * @param timeMillis the window's end
 * @param last the entity is forgotten after this window
 * @param absent silent
 * @param silentInstances its instances that are silent, by id
 * @param settling young or just started: only errors and silence count
 * @param series how many of its series count in this window
 * @param row the entity model's row
 * @param shares the series that moved the row most, group by group
 * @param evidence strongest first
 * @param requestRate entry requests a second
 * @param expectedRate entry requests a second, as expected
 * @param failureRate failed entry requests a second
 * @param calls outgoing calls of the newest window that is known
 * @param traceIds sample traces: failed and slow first
 * @param version the newest version that was seen, where a version is known
 * @param versionSinceMillis since when, where the version changed while it was watched; else 0
 * @param newTemplates log templates first seen within the horizon
 */
@SuppressWarnings("ArrayRecordComponent") // a row is written once and never compared
public record EntityWindow(
        Entity entity,
        long timeMillis,
        boolean last,
        boolean absent,
        List<Entity> silentInstances,
        boolean settling,
        int series,
        float[] row,
        List<SeriesShare> shares,
        List<Evidence> evidence,
        double requestRate,
        double expectedRate,
        double failureRate,
        List<Call> calls,
        List<String> traceIds,
        @Nullable String version,
        long versionSinceMillis,
        List<LogTemplate> newTemplates) {

    /** The synthetic entity's window: as many heartbeats as were heard. */
    public static EntityWindow synthetic(Entity entity, long timeMillis, double heartbeats) {
        return new EntityWindow(
                entity,
                timeMillis,
                false,
                false,
                List.of(),
                false,
                0,
                new float[EntityPool.FEATURES],
                List.of(),
                List.of(),
                heartbeats,
                heartbeats,
                0,
                List.of(),
                List.of(),
                null,
                0,
                List.of());
    }

    /**
     * A series' part in its group.
     *
     * @param group the group's name
     * @param feature the series' key
     * @param share 0 to 1; the shares of a group add up to 1
     * @param sentence in words with numbers
     */
    public record SeriesShare(
            String group, String feature, double share, double value, double expected, String unit, String sentence) {}
}
