package dev.watchkeeper.jobs.detection.entity;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The presence of a service and of its instances. The rules for an instance that goes away:
 *
 * <ul>
 *   <li>replaced: another instance began at most a start grace before its last telemetry, or after it: it is forgotten
 *       at once (deployment);
 *   <li>not missed: its siblings carry at least {@link Thresholds#trafficKept()} of the service's expected traffic: no
 *       alert, and it is forgotten after {@link Thresholds#forgetInstanceMillis()} (scale-in);
 *   <li>missed: it is evidence against the service.
 * </ul>
 *
 * @param service the service's own: whatever comes from it or any instance
 * @param instances by instance id
 */
public record Presences(@Nullable Presence service, Map<String, Presence> instances) {

    /** Instances told apart of one service; further ones count for the service only, so that no live one is lost. */
    static final int MOST_INSTANCES = 256;
    /** A service settles while one in so many of its instances has only just started. */
    private static final int STARTING_SHARE = 3;

    /** Nothing known yet. */
    public static Presences unknown() {
        return new Presences(null, Map.of());
    }

    /** Whether a point is telemetry of its entity and not derived from its absence. */
    static boolean isTelemetry(SeriesPoint point) {
        String metric = point.getMetric();
        if (metric.startsWith("span.") || metric.startsWith("call.") || metric.startsWith("log.")) {
            return point.getValue() > 0
                    && (point.getCount() > 0 || point.getStatistic().equals("rate"));
        }
        return true;
    }

    /** With what a point tells. */
    public Presences with(SeriesPoint point, boolean restarted, Thresholds thresholds) {
        if (!isTelemetry(point)) {
            return this;
        }
        Entity entity = point.getEntity();
        long time = point.getTimeMillis();
        Presence ofService = service == null
                ? Presence.first(EntityKeys.service(entity), time)
                : service.heard(time, false, thresholds);
        if (entity.getType() != EntityType.SERVICE_INSTANCE) {
            return new Presences(ofService, instances);
        }
        String id = String.valueOf(entity.getInstance());
        Presence known = instances.get(id);
        if (known == null && instances.size() >= MOST_INSTANCES) {
            return new Presences(ofService, instances);
        }
        Presence heard = known == null ? Presence.first(entity, time) : known.heard(time, restarted, thresholds);
        if (heard.equals(known)) {
            return new Presences(ofService, instances);
        }
        Map<String, Presence> all = new HashMap<>(instances);
        all.put(id, heard);
        return new Presences(ofService, Map.copyOf(all));
    }

    /** After a window; replaced and long silent instances are forgotten. */
    public Presences windowEnded(long windowEndMillis, boolean witness, Thresholds thresholds) {
        Map<String, Presence> kept = new HashMap<>();
        instances.forEach((id, presence) -> {
            Presence ended = presence.windowEnded(windowEndMillis, witness, thresholds);
            boolean old = windowEndMillis - ended.lastMillis() > thresholds.forgetInstanceMillis();
            boolean forgotten = old || (ended.absent(thresholds) && replaced(ended, thresholds));
            if (!forgotten) {
                kept.put(id, ended);
            }
        });
        Presence ofService = service == null ? null : service.windowEnded(windowEndMillis, witness, thresholds);
        return new Presences(ofService, Map.copyOf(kept));
    }

    private boolean replaced(Presence gone, Thresholds thresholds) {
        return instances.values().stream()
                .anyMatch(other -> other.startMillis() >= gone.lastMillis() - thresholds.startGraceMillis()
                        && other.lastMillis() > gone.lastMillis()
                        && !other.entity().equals(gone.entity()));
    }

    /** Whether the service as a whole is silent. */
    public boolean absent(Thresholds thresholds) {
        return service != null && service.absent(thresholds);
    }

    /** Whether the service, or a third of its instances, has only just started. */
    public boolean starting(long nowMillis, Thresholds thresholds) {
        long starting = instances.values().stream()
                .filter(instance -> instance.starting(nowMillis, thresholds))
                .count();
        return (service != null && service.starting(nowMillis, thresholds))
                || (starting > 0 && STARTING_SHARE * starting >= instances.size());
    }

    /** The silent instances, by id. */
    public List<Presence> silentInstances(Thresholds thresholds) {
        List<Presence> silent = new ArrayList<>(instances.values().stream()
                .filter(presence -> presence.absent(thresholds))
                .toList());
        silent.sort(Comparator.comparing(
                presence -> String.valueOf(presence.entity().getInstance())));
        return silent;
    }
}
