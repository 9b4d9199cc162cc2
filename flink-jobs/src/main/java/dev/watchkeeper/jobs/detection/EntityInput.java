package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.detection.series.ScoredPoint;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.SeriesPoint;
import org.jspecify.annotations.Nullable;

/** What an entity's windows are made of: exactly one of a scored point, an unscored one, a vector, a heartbeat. */
public record EntityInput(
        @Nullable ScoredPoint scored,
        @Nullable SeriesPoint unscored,
        @Nullable FeatureVector vector,
        @Nullable SeriesPoint heartbeat) {

    static EntityInput of(ScoredPoint scored) {
        return new EntityInput(scored, null, null, null);
    }

    static EntityInput unscored(SeriesPoint point) {
        return new EntityInput(null, point, null, null);
    }

    static EntityInput of(FeatureVector vector) {
        return new EntityInput(null, null, vector, null);
    }

    static EntityInput heartbeat(SeriesPoint heartbeat) {
        return new EntityInput(null, null, null, heartbeat);
    }

    /** The service that it belongs to, or the synthetic entity. */
    Entity service() {
        if (scored != null) {
            return EntityKeys.service(scored.point().getEntity());
        }
        if (unscored != null) {
            return EntityKeys.service(unscored.getEntity());
        }
        if (vector != null) {
            return EntityKeys.service(vector.getEntity());
        }
        if (heartbeat != null) {
            return heartbeat.getEntity();
        }
        throw new IllegalStateException("an input without content");
    }

    /** The key that it is grouped by. */
    String key() {
        return EntityKeys.key(service());
    }

    long timeMillis() {
        if (scored != null) {
            return scored.point().getTimeMillis();
        }
        if (unscored != null) {
            return unscored.getTimeMillis();
        }
        if (vector != null) {
            return vector.getWindowEndMillis();
        }
        return heartbeat == null ? Long.MIN_VALUE : heartbeat.getTimeMillis();
    }

    /** Sorts inputs of one window, whatever order they came in. */
    String order() {
        if (scored != null) {
            return scored.point().getSeries();
        }
        return unscored == null ? "" : unscored.getSeries();
    }
}
