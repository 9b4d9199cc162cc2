package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import org.jspecify.annotations.Nullable;

/**
 * A window with what the entity model says of it.
 *
 * @param margin the model's margin (logit); 0 where it is not scored
 * @param notScored why not; null where it is
 */
public record JudgedWindow(
        EntityWindow window, double margin, @Nullable String notScored) {}
