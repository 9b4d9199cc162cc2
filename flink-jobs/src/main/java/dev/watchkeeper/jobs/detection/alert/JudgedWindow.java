package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.jobs.detection.entity.EntityWindow;

/**
 * A window with what the entity model says of it.
 *
 * @param margin the model's margin (logit)
 */
public record JudgedWindow(EntityWindow window, double margin) {}
