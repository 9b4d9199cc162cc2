package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import org.jspecify.annotations.Nullable;

/**
 * One request that a service answered.
 *
 * @param service who answered
 * @param instance its instance, where known
 * @param version its version, where known
 * @param durationNanos of the entry span
 * @param selfNanos of it, without its outgoing calls (see {@link SelfTime})
 * @param failed whether it failed
 * @param selfFailed whether it failed although no outgoing call within it did
 */
public record RequestFact(
        Entity service,
        @Nullable String instance,
        @Nullable String version,
        long durationNanos,
        long selfNanos,
        boolean failed,
        boolean selfFailed) {}
