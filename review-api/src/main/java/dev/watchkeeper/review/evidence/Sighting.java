package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.List;

/** Things that were seen of an entity at a time. */
public final class Sighting {

    private Sighting() {}

    /**
     * A version that was not there before: a deployment.
     *
     * @param entity which service
     * @param timeMillis end of the first window that showed it
     * @param version the new version
     * @param before the versions that ran before
     */
    public record Version(Entity entity, long timeMillis, String version, List<String> before) {
        public Version {
            before = List.copyOf(before);
        }
    }

    /**
     * A log template that was not there before.
     *
     * @param timeMillis end of the window that first showed it
     * @param template the template
     */
    public record Template(long timeMillis, LogTemplate template) {}

    /**
     * Sample traces of a window: failed and slow ones first.
     *
     * @param timeMillis end of the window
     * @param traceIds 32 hex digits each
     */
    public record Traces(long timeMillis, List<String> traceIds) {
        public Traces {
            traceIds = List.copyOf(traceIds);
        }
    }
}
