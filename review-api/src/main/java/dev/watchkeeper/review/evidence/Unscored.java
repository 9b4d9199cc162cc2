package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Entity;
import org.jspecify.annotations.Nullable;

/**
 * Something that arrives and is not judged.
 *
 * @param entity whose it is
 * @param series the series, or null where the entity itself is meant
 * @param reason why not, in the detection job's words
 * @param sinceMillis event time of the first window that was not scored for this reason
 * @param lastMillis event time of the newest one
 */
public record Unscored(Entity entity, @Nullable Series series, String reason, long sinceMillis, long lastMillis) {}
